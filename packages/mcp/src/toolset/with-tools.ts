import type { McpAnswer } from '../http/message.ts';
import type { Toolset } from './toolset.ts';

/** How the list of tools stands in the answer of the SDK. In no text of JSON could it look like this. */
const EMPTY = '"tools":[]';

/**
 * Puts the tools into the answer to `tools/list`. They are the same for many requests, and writing some hundreds of them
 * anew takes many times longer than all else.
 */
export function withTools(answer: McpAnswer, { json }: Toolset): McpAnswer {
  const { body } = answer;
  const place = body?.indexOf(EMPTY) ?? -1;
  if (body === undefined || place < 0) return answer;
  return {
    ...answer,
    body: `${body.slice(0, place)}"tools":${json}${body.slice(place + EMPTY.length)}`,
  };
}
