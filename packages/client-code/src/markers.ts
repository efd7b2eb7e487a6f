import type { Marker } from './program.ts';
import { spell, type TypeSpelling } from './text.ts';

/** What a request implements, for ServiceStack's clients: what comes back, and the verb it is sent by. */
export function markersOf(
  { verb, returns }: Marker,
  spelling: TypeSpelling,
  addReturn = true,
): readonly string[] {
  const answer = returns ? spelling.generic('IReturn', [spell(returns, spelling)]) : 'IReturnVoid';
  return [...(addReturn ? [answer] : []), `I${verb.charAt(0)}${verb.slice(1).toLowerCase()}`];
}
