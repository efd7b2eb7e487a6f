import { type Context, checkRequest } from '@ai-sessions/api';
import { verbsOf } from '@ai-sessions/contract';
import { rowCollector, runBatch } from '../batch.ts';
import type { Bound } from '../binding.ts';
import { destinationOf } from '../destination.ts';
import type { RestEvents } from '../events.ts';
import { rowsOf } from '../rows.ts';
import type { Input, MatchedExchange, Result } from './exchange.ts';

/**
 * Calls the procedure of the operation, once or for every request of a batch.
 *
 * @throws ApiError, or BatchFailure for a batch that ended early.
 */
export async function call(
  exchange: MatchedExchange,
  input: Input,
  { onCall }: Pick<RestEvents, 'onCall'>,
): Promise<Result> {
  const { context, operation, target } = exchange;
  if (input.kind === 'batch') {
    onCall?.(`${operation.name}[]`, input.items, context.requestId);
    return { kind: 'batch', values: await callEach(exchange, input.items) };
  }
  if (operation.redirects) context.reply.goTo = destinationOf(target.query, input.formFields);
  onCall?.(operation.name, input.values, context.requestId);
  return { kind: 'single', value: await callProcedure(exchange, input.values, context) };
}

async function callEach(exchange: MatchedExchange, items: readonly Bound[]): Promise<unknown[]> {
  const { context, operation } = exchange;
  // A batch that is beyond the limit of its caller is not begun.
  await context.countCalls(items.length);
  const { idempotencyKey } = context;
  const check = (item: Bound) => checkRequest(operation, item, context.services);
  const collect = operation.streams ? rowCollector() : undefined;
  return runBatch(items, check, async (item, index) => {
    // Each request of the batch gets a key of its own, so that the batch as a whole can be sent again.
    const key = idempotencyKey && `${idempotencyKey}#${index}`;
    const value = await callProcedure(exchange, item, {
      ...context,
      idempotencyKey: key,
      inBatch: true,
      countCalls: COUNTED,
    });
    return collect ? collect(rowsOf(value)) : value;
  });
}

/** For calls that were counted with their batch. */
const COUNTED = async () => {};

function callProcedure(
  { operation, match, verb: meant, follow }: MatchedExchange,
  input: Bound,
  context: Context,
): Promise<unknown> {
  // A batch, or what wants no answer, is carried out as if each request had come by itself.
  const sent = meant === 'HEAD' ? 'GET' : meant;
  const verb = verbsOf(operation).find((own) => own === sent) ?? operation.verb;
  return match.endpoint.call({ ...context, verb, leaving: follow?.signal }, input);
}
