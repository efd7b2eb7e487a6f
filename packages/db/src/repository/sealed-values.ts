import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';

/** Which of the values that are stored sealed. */
export type SealedValue =
  | { readonly of: 'account' | 'webhook' | 'signingKey' | 'auditKey' }
  | { readonly of: 'function'; readonly header: string };

const Headers = z.record(z.string(), z.string());

/** Replaces every value that is stored sealed, all in one transaction; versions and dates stay as they are. */
export async function replaceSealedValues(
  db: Db,
  by: Actor,
  replace: (sealed: string, value: SealedValue) => string,
): Promise<void> {
  await db.write(by, async ({ prisma }) => {
    for (const { id, twilioAuthToken } of await prisma.account.findMany({
      where: { twilioAuthToken: { not: null } },
      select: { id: true, twilioAuthToken: true },
    })) {
      const data = { twilioAuthToken: twilioAuthToken && replace(twilioAuthToken, { of: 'account' }) };
      await prisma.account.update({ where: { id }, data });
    }
    for (const { id, headers } of await prisma.aIFunction.findMany({
      where: { NOT: { headers: { equals: {} } } },
      select: { id: true, headers: true },
    })) {
      const entries = Object.entries(Headers.parse(headers)).map(
        ([header, sealed]) => [header, replace(sealed, { of: 'function', header })] as const,
      );
      await prisma.aIFunction.update({ where: { id }, data: { headers: Object.fromEntries(entries) } });
    }
    for (const { id, secret, earlierSecret } of await prisma.aIWebhook.findMany({
      select: { id: true, secret: true, earlierSecret: true },
    })) {
      const data = {
        secret: replace(secret, { of: 'webhook' }),
        earlierSecret: earlierSecret && replace(earlierSecret, { of: 'webhook' }),
      };
      await prisma.aIWebhook.update({ where: { id }, data });
    }
    for (const { id, privateKey } of await prisma.oAuthSigningKey.findMany({
      select: { id: true, privateKey: true },
    })) {
      await prisma.oAuthSigningKey.update({
        where: { id },
        data: { privateKey: replace(privateKey, { of: 'signingKey' }) },
      });
    }
    for (const { id, privateKey } of await prisma.auditSigningKey.findMany({
      select: { id: true, privateKey: true },
    })) {
      await prisma.auditSigningKey.update({
        where: { id },
        data: { privateKey: replace(privateKey, { of: 'auditKey' }) },
      });
    }
  });
}
