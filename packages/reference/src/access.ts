import type { Access } from '@ai-sessions/contract';

/** Who may call an operation, line by line as the documented pages have it. */
export function accessLines(access: Access): readonly string[] {
  switch (access.kind) {
    case 'public':
      return ['Open to everybody'];
    case 'signedIn':
      return [AUTHENTICATION];
    case 'role':
      return [AUTHENTICATION, roleLine(access)];
    default:
      return access satisfies never;
  }
}

/** The same in one sentence, without its full stop. */
export function accessSentence(access: Access): string {
  return accessLines(access).at(-1) ?? '';
}

const AUTHENTICATION = 'Requires Authentication';

/** An operation that asks for all of some roles is told apart from one that asks for any of them, also with one role. */
function roleLine({ anyOf, every }: Extract<Access, { kind: 'role' }>): string {
  const names = anyOf.join(', ');
  if (every) return `Required ${anyOf.length === 1 ? 'role' : 'roles'}: ${names}`;
  return anyOf.length === 1 ? `Requires the role: ${names}` : `Requires any of the roles: ${names}`;
}
