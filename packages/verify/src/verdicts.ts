import type { CoveredEvent, Evidence } from './evidence.ts';

interface ActionFacts {
  readonly id: string;
  readonly state: string;
}

/** What was decided, in the words of the events: who said what of which action, and how they had signed in. */
export function verdictsOf({ events, signIns }: Evidence): readonly string[] {
  return events
    .filter(({ operation, refusal }) => operation === 'JudgeAISessionAction' && refusal === undefined)
    .flatMap((event) => {
      const { date, userName, way = 'an unknown way' } = event;
      const how = `${way}${event.apiKeyId === undefined ? '' : `, key ${event.apiKeyId}`}${signedIn(event, signIns)}`;
      return decided(event).map(({ id, state }) => `${date} ${userName} (${how}): action ${id} is ${state}.`);
    });
}

function signedIn({ way, userId, date }: CoveredEvent, signIns: readonly CoveredEvent[]): string {
  if (way !== 'browserSession') return '';
  const last = signIns.findLast((signIn) => signIn.userId === userId && signIn.date <= date);
  return last ? `, signed in by ${last.way} at ${last.date}` : ', sign-in not known';
}

/** The actions whose state an event has changed, as they were afterwards. */
function decided({ changes }: CoveredEvent): readonly ActionFacts[] {
  const [earlier, later] = actionsIn(changes);
  const before = new Map(earlier.map(({ id, state }) => [id, state]));
  return later.filter(({ id, state }) => before.get(id) !== state);
}

function actionsIn(changes: string): readonly [readonly ActionFacts[], readonly ActionFacts[]] {
  const value: unknown = JSON.parse(changes);
  const actions: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'actions') : [];
  const [earlier, later]: readonly unknown[] = Array.isArray(actions) ? actions : [];
  return [factsIn(earlier), factsIn(later)];
}

function factsIn(list: unknown): readonly ActionFacts[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('id' in item) || !('state' in item)) return [];
    const { id, state } = item;
    return typeof id === 'string' && typeof state === 'string' ? [{ id, state }] : [];
  });
}
