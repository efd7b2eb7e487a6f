import { matching } from './commands.ts';

const administrators = ['SystemAdministrator'];
const managers = ['SystemAdministrator', 'Manager'];

/** A page that can be gone to by its name. */
export interface Place {
  readonly href: string;
  readonly label: string;
  /** Words that people look for it by. */
  readonly words: string;
  readonly roles: readonly string[] | undefined;
}

const places: readonly Place[] = [
  { href: '/admin', label: 'Overview', words: 'home dashboard waiting', roles: administrators },
  { href: '/admin/sessions', label: 'Sessions', words: 'list', roles: administrators },
  {
    href: '/admin/sessions?pending=waiting',
    label: 'Sessions that wait for review',
    words: 'pending',
    roles: administrators,
  },
  { href: '/admin/sessions/new', label: 'New session', words: 'open create', roles: administrators },
  { href: '/admin/runs', label: 'Runs', words: 'applied history', roles: administrators },
  {
    href: '/admin/runs?state=PartlyApplied,Failed,InDoubt',
    label: 'Runs that went wrong',
    words: 'failed in doubt partly applied',
    roles: administrators,
  },
  { href: '/admin/functions', label: 'Functions', words: 'catalogue stop applying', roles: administrators },
  { href: '/admin/functions/new', label: 'New function', words: 'add create', roles: administrators },
  { href: '/admin/accounts', label: 'Accounts', words: 'customers', roles: administrators },
  { href: '/admin/users', label: 'Users', words: 'people', roles: managers },
  { href: '/admin/keys', label: 'API keys', words: 'agents tokens', roles: administrators },
  { href: '/admin/webhooks', label: 'Webhooks', words: 'events deliveries', roles: administrators },
  { href: '/admin/audit', label: 'Audit', words: 'history events', roles: administrators },
  {
    href: '/admin/audit?outcome=refused',
    label: 'Refused attempts',
    words: 'audit denied failed sign-in',
    roles: administrators,
  },
  { href: '/admin/requests', label: 'Requests', words: 'log calls API', roles: administrators },
  { href: '/admin/profile', label: 'My password, sign-ins and keys', words: 'profile', roles: undefined },
];

/** The pages that somebody with these roles may enter and whose name or words hold all words of a text. */
export function placesFor(roles: readonly string[], text: string): readonly Place[] {
  return matching(
    places.filter((place) => place.roles?.some((role) => roles.includes(role)) ?? true),
    text,
  );
}
