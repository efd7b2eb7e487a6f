import type { Access } from '@ai-sessions/contract';

/** Who may call an operation, in a sentence as the documented pages have it. */
export function accessSentence(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'Open to everybody';
    case 'signedIn':
      return 'Requires Authentication';
    case 'role':
      return access.anyOf.length === 1
        ? `Requires the role: ${access.anyOf[0]}`
        : `Requires any of the roles: ${access.anyOf.join(', ')}`;
    default:
      return access satisfies never;
  }
}
