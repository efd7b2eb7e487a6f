import type { Db } from '../db.ts';

/** An account of the demo data. */
export interface DemoAccount {
  readonly id: string;
  readonly name: string;
}

/** Sessions with something to review: as many as there are accounts for. */
const sessions = [
  {
    purpose: 'Bring the account name in line with the new contract',
    by: 'billing-agent@example.com',
    actions: ({ id, name }: DemoAccount) => [
      {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: id, name: `${name} Group` }),
        description: 'The contract of March names them as a group.',
      },
      {
        functionName: 'setSessionPurpose',
        arguments: JSON.stringify({ purpose: 'Account name brought in line with the new contract' }),
        description: 'Says what was done, for whoever reads this later.',
      },
    ],
  },
  {
    purpose: 'Correct the spelling of the customer, and say so',
    by: 'routing-agent@example.com',
    actions: ({ id, name }: DemoAccount) => [
      {
        functionName: 'setSessionPurpose',
        arguments: JSON.stringify({ purpose: `Spelling of ${name} checked` }),
        description: 'Keeps the list of sessions readable.',
      },
      {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: id, name: `${name.toUpperCase()}` }),
        description: 'They write it in capitals on their web site. Correct it if that goes too far.',
      },
    ],
  },
  {
    purpose: 'Rename the account and tell the owner',
    by: 'billing-agent@example.com',
    actions: ({ id, name }: DemoAccount) => [
      {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: id, name: `${name} & Partners` }),
        description: 'Two partners joined in April.',
      },
      {
        functionName: 'sendWelcomeLetter',
        arguments: JSON.stringify({ accountId: id, language: 'en' }),
        description: 'Sends the owner a letter. The catalogue has no such function: it is never carried out.',
      },
    ],
  },
] as const;

/** Adds sessions whose actions need no network, so that a new user can review and apply; how many. */
export function addReviewableSessions(db: Db, accounts: readonly DemoAccount[]): Promise<number> {
  return db.write('silently', async ({ prisma }) => {
    let added = 0;
    for (const [index, { purpose, by: createdBy, actions }] of sessions.entries()) {
      const account = accounts[index];
      if (!account) break;
      await prisma.aISession.create({
        data: {
          accountId: account.id,
          purpose,
          createdBy,
          lastModifiedBy: createdBy,
          actions: { create: actions(account).map((action) => ({ ...action, createdBy })) },
        },
        select: { id: true },
      });
      added++;
    }
    return added;
  });
}
