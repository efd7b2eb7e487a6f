import type { McpAnswer } from '@ai-sessions/mcp';
import type { SentAnswer } from './node-request.ts';
import { PreparedBody } from './prepared-body.ts';

/** Bodies of answers that are given many times. */
const prepared = new WeakMap<McpAnswer, PreparedBody>();

/** An answer of MCP as it is sent: of one that lasts, bytes and compressed forms are made once. */
export function preparedAnswer(answer: McpAnswer): SentAnswer {
  const { lasting, body } = answer;
  if (!lasting || body === undefined) return answer;
  const known = prepared.get(answer) ?? new PreparedBody(body);
  prepared.set(answer, known);
  return { ...answer, body: known };
}
