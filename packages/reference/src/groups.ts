import type { Operation } from '@ai-sessions/contract';

/** Operations on one kind of thing. */
export interface OperationGroup {
  readonly title: string;
  readonly operations: readonly Operation[];
}

const titles: Readonly<Record<string, string>> = {
  session: 'AI sessions',
  function: 'Functions',
  applying: 'Applying',
  usage: 'Usage',
  account: 'Accounts',
  user: 'Users',
  auth: 'Signing in',
  apiKey: 'API keys',
  audit: 'Audit',
  request: 'Requests',
};

/** The operations by what they are about, in the order of the contract. */
export function groupsOf(operations: readonly Operation[]): readonly OperationGroup[] {
  const nouns = new Set(operations.map(nounOf));
  return Array.from(nouns, (noun) => ({
    title: titles[noun] ?? noun,
    operations: operations.filter((operation) => nounOf(operation) === noun),
  }));
}

function nounOf({ procedure }: Operation): string {
  return procedure.split('.', 1)[0] ?? '';
}
