import type { Deadline } from './deadline.ts';
import { UnexpectedAnswerError } from './errors.ts';
import { jsonOf, recordOf } from './failure.ts';
import type { Api } from './generated/api.ts';
import { operations } from './generated/operations.ts';
import { jsonLines } from './json-lines.ts';
import type { Answer } from './method.ts';
import type { OperationMetadata } from './operation.ts';
import type { AnyCallOptions, ClientOptions } from './options.ts';
import { type Call, createTransport, type Transport } from './transport.ts';

/** The operations of the API as methods, grouped by what they are about. */
export type Client = Api;

/**
 * Makes a client. It keeps no connection and no state: one for a whole program will do.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://sessions.example.com', apiKey });
 * const session = await client.session.create({ purpose: 'Billing review' });
 *
 * @throws TypeError when `baseUrl` is no address of http or https.
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  const groups = Object.entries(operations).map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries<OperationMetadata>(members).map(([name, operation]) => [
        name,
        methodOf(operation, transport),
      ]),
    ),
  ]);
  // The types and the metadata are generated side by side from the same operations.
  return Object.fromEntries(groups) as Client;
}

function methodOf(operation: OperationMetadata, transport: Transport) {
  const callOf = (request: unknown, options: AnyCallOptions = {}): Call => ({ operation, request, options });
  const withResponse = (request: unknown, options?: AnyCallOptions) =>
    transport(callOf(request, options), 'application/json', (response, deadline) =>
      answerOf(operation, response, deadline),
    );
  const method = async (request: unknown, options?: AnyCallOptions) =>
    (await withResponse(request, options)).data;
  const pages = (request: unknown, options?: AnyCallOptions) => pagesOf(method, request, options);
  switch (operation.answers) {
    case 'value':
    case 'nothing':
      return Object.assign(method, { withResponse });
    case 'pages':
      return Object.assign(method, {
        withResponse,
        pages,
        async *all(request: unknown, options?: AnyCallOptions) {
          for await (const { items } of pages(request, options)) yield* items;
        },
      });
    case 'rows':
      return (request: unknown, options?: AnyCallOptions) => rowsOf(transport, callOf(request, options));
    default:
      return operation.answers satisfies never;
  }
}

async function answerOf(
  { answers }: OperationMetadata,
  response: Response,
  deadline: Deadline,
): Promise<Answer<unknown>> {
  const text = await response.text();
  deadline.stop();
  const { status, headers } = response;
  const data = text === '' ? undefined : jsonOf(text);
  if (answers !== 'nothing' && status !== 204 && recordOf(data) === undefined) {
    throw new UnexpectedAnswerError(status, text, undefined);
  }
  return {
    data,
    status,
    etag: headers.get('etag') ?? undefined,
    requestId: headers.get('x-request-id') ?? undefined,
    headers,
  };
}

async function* pagesOf(
  list: (request: unknown, options?: AnyCallOptions) => Promise<unknown>,
  request: unknown,
  options: AnyCallOptions | undefined,
) {
  let cursor: unknown = recordOf(request)?.cursor;
  do {
    const page = recordOf(await list({ ...recordOf(request), simplifiedPaging: true, cursor }, options));
    const items: readonly unknown[] = Array.isArray(page?.items) ? page.items : [];
    yield { ...page, items };
    cursor = page?.nextCursor;
  } while (typeof cursor === 'string' && cursor !== '');
}

async function* rowsOf(transport: Transport, call: Call) {
  const { pieces, deadline } = await transport(call, 'text/jsonl', async (response, running) => ({
    pieces: piecesOf(response, running),
    deadline: running,
  }));
  try {
    yield* jsonLines(pieces);
  } catch (error) {
    throw deadline.failure(error);
  } finally {
    deadline.stop();
  }
}

/** The clock stands still while the caller works on a row. */
async function* piecesOf({ body }: Response, deadline: Deadline) {
  deadline.stop();
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      deadline.extend();
      const { done, value } = await reader.read();
      deadline.stop();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever leaves early no longer wants the rest, and after a failure there is none.
    await reader.cancel().catch(() => undefined);
  }
}
