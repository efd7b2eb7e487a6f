import { randomUUID } from 'node:crypto';
import type { Server } from '@modelcontextprotocol/server';
import { LRUCache } from 'lru-cache';
import type { Exchanges } from '../exchange.ts';
import { mcpHeaders } from '../http/headers.ts';
import type { McpAnswer, McpRequest } from '../http/message.ts';
import { idOf } from '../http/read-message.ts';
import type { Toolset } from './toolset.ts';

/** Answers `tools/list`. */
export type ToolList = (
  request: McpRequest,
  message: object,
  toolset: Toolset,
  makeServer: () => Server,
) => Promise<McpAnswer>;

/** How the list of tools stands in the answer of the SDK. In no text of JSON could it look like this. */
const EMPTY = '"tools":[]';
/** Longest request that is known again. */
const KNOWN = 2_000;
/** Answers of the SDK that are kept, and characters of whole answers. */
const FRAMES = 200;
const CHARACTERS = 16_777_216;

/** What stands around the id and the tools in an answer. */
interface Frame {
  readonly answer: McpAnswer;
  /** Before the tools, between them and the id, and after that. */
  readonly pieces: readonly [string, string, string];
}

/**
 * Makes what answers `tools/list`. A client asks for it the same way each time, and hundreds of tools are the same for
 * many of them, so that the SDK is asked once how it would answer such a request: with no tools, and to an id that is
 * put in afterwards. Nothing that it looks at is left out of what requests are known again by.
 */
export function createToolList(exchanges: Exchanges): ToolList {
  const frames = new LRUCache<string, Frame>({ max: FRAMES });
  const answers = new LRUCache<string, McpAnswer>({
    maxSize: CHARACTERS,
    sizeCalculation: ({ body }) => body?.length ?? 1,
  });

  return async (request, message, toolset, makeServer) => {
    const id = idOf(message);
    const key = JSON.stringify([mcpHeaders(request), { ...message, id: typeof id }]);
    if (id === null || key.length > KNOWN) {
      return withTools(await exchanges.answer(request, message, makeServer), toolset);
    }
    const known = `${toolset.number} ${JSON.stringify(id)} ${key}`;
    const given = answers.get(known);
    if (given) return given;
    const frame = frames.get(key) ?? (await frameOf(exchanges, request, message, makeServer));
    if (!frame) return withTools(await exchanges.answer(request, message, makeServer), toolset);
    frames.set(key, frame);
    const [start, middle, end] = frame.pieces;
    const body = `${start}"tools":${toolset.json}${middle}${JSON.stringify(id)}${end}`;
    const answer: McpAnswer = { ...frame.answer, body, lasting: true };
    answers.set(known, answer);
    return answer;
  };
}

/** How the SDK answers requests like this one; `undefined` when it refuses them. */
async function frameOf(
  exchanges: Exchanges,
  request: McpRequest,
  message: object,
  makeServer: () => Server,
): Promise<Frame | undefined> {
  const id = randomUUID();
  const answer = await exchanges.answer(request, { ...message, id }, makeServer);
  const [start, rest] = halves(answer.body ?? '', EMPTY);
  const [middle, end] = halves(rest ?? '', JSON.stringify(id));
  return rest === undefined || end === undefined ? undefined : { answer, pieces: [start, middle, end] };
}

function withTools(answer: McpAnswer, { json }: Toolset): McpAnswer {
  const [start, rest] = halves(answer.body ?? '', EMPTY);
  return rest === undefined ? answer : { ...answer, body: `${start}"tools":${json}${rest}` };
}

function halves(text: string, mark: string): readonly [string, string?] {
  const place = text.indexOf(mark);
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + mark.length)];
}
