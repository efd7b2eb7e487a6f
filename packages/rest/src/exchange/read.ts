import { ApiError, type Operation, refuseUnknownMembers } from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';
import {
  type Bound,
  bindPairs,
  bindPath,
  mergeOnOperation,
  mergeOnRoute,
  refuseContradictions,
} from '../binding.ts';
import { readBatch, readBody } from '../body.ts';
import type { RestEvents } from '../events.ts';
import type { Target } from '../target.ts';
import type { Input, MatchedExchange } from './exchange.ts';

/**
 * Reads what a request asks for from its path, query and body.
 *
 * @throws ApiError for what cannot be read.
 */
export async function readInput(
  exchange: MatchedExchange,
  { onUnknownField }: Pick<RestEvents, 'onUnknownField'>,
): Promise<Input> {
  const { request, context, path, target, match, operation, verb } = exchange;
  const { predefined } = path;
  const codec = predefined && codecs[predefined.bodyFormat];
  if (codec && predefined.batch) {
    refuseBatchQuery(operation, target);
    return { kind: 'batch', items: await readBatch(request, operation, codec) };
  }
  const fromQuery = bindQuery(operation, target);
  const fromPath = bindPath(operation, match.pathValues);
  const carriesBody = verb !== 'GET' && verb !== 'HEAD';
  const body = carriesBody
    ? await readBody(request, operation, codec, (name) =>
        onUnknownField(operation.name, name, context.requestId),
      )
    : { values: {}, isForm: false, fields: [] };
  refuseContradictions(operation, [fromQuery, body.values, fromPath]);
  const [weak, strong] = body.isForm ? [fromQuery, body.values] : [body.values, fromQuery];
  const values = codec
    ? mergeOnOperation({ body: body.values, query: fromQuery })
    : mergeOnRoute({ body: weak, query: strong, path: fromPath });
  return { kind: 'single', values, formFields: body.fields };
}

/** The fields in the query of a request. */
function bindQuery(operation: Operation, { query }: Target): Bound {
  const unknown: string[] = [];
  const bound = bindPairs(operation, query, (name) => void unknown.push(name));
  refuseUnknownMembers(operation, { names: unknown, alone: false });
  return bound;
}

/** The requests of a batch stand in its body: fields in the query would belong to none of them. */
function refuseBatchQuery(operation: Operation, target: Target): void {
  const [name] = Object.keys(bindQuery(operation, target));
  if (!operation.strict || name === undefined) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'UnknownField',
        fieldName: name,
        message: `'${name}' belongs into each request of the batch, not into the address. Nothing was done.`,
      },
    ],
  });
}
