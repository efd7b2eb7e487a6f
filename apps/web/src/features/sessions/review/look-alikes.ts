import { jsonObjectOf } from '@ai-sessions/contract';
import type { ReviewedAction } from './reviewed-action.ts';

/** By the id of each action that waits, those that wait and look like it: the same function with arguments of the same names. */
export function lookAlikes(
  actions: readonly ReviewedAction[],
): ReadonlyMap<string, readonly ReviewedAction[]> {
  const groups = new Map<string, ReviewedAction[]>();
  for (const action of actions) {
    if (action.state !== 'Queued') continue;
    const shape = shapeOf(action);
    const group = groups.get(shape);
    if (group) group.push(action);
    else groups.set(shape, [action]);
  }
  return new Map([...groups.values()].flatMap((group) => group.map(({ id }) => [id, group] as const)));
}

function shapeOf({ info: { functionName = '', arguments: text = '{}' } }: ReviewedAction): string {
  return JSON.stringify([functionName, Object.keys(jsonObjectOf(text) ?? {}).sort()]);
}
