import { challengesFor, type HeaderReader } from '@ai-sessions/auth';
import {
  type ApiError,
  ErrorResponse,
  type ObjectType,
  type Operation,
  responseStatusOf,
  type TypeRef,
} from '@ai-sessions/contract';
import { codecs, type FormatName, type FormField } from '@ai-sessions/formats';
import { htmlPage } from './html-page.ts';
import { jsConfigOf, writeConfigured } from './js-config.ts';
import { jsonOf } from './lasting.ts';
import type { AnswerSubject, RestAnswer } from './message.ts';
import type { AnswerFormat } from './negotiation.ts';
import type { Target } from './target.ts';

/** On every answer: it depends on `Accept`, must not be stored by anyone, and is what its type says it is. */
export const COMMON = {
  Vary: 'Accept',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

const headersByFormat = new Map<AnswerFormat, Readonly<Record<string, string>>>([
  [
    'html',
    {
      'Content-Type': 'text/html',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'same-origin',
      ...COMMON,
    },
  ],
  ...Object.entries(codecs).map(
    ([name, { mediaTypes }]) =>
      [name as AnswerFormat, { 'Content-Type': mediaTypes.answer, ...COMMON }] as const,
  ),
]);

/** Writes a DTO. */
export function valueAnswer(
  format: AnswerFormat,
  value: unknown,
  type: ObjectType,
  subject: AnswerSubject,
): RestAnswer {
  return {
    status: 200,
    headers: headersFor(format, subject),
    body: written(format, value, objectRef(type), subject),
  };
}

/**
 * Writes what came of the requests of a batch: a list with one entry for each. An operation that returns nothing gives
 * nulls, so that clients find as many results as they sent requests.
 */
export function batchAnswer(
  format: AnswerFormat,
  results: readonly unknown[],
  { response, streams }: Operation,
  subject: AnswerSubject,
): RestAnswer {
  const item: TypeRef = response ? objectRef(response.type) : { kind: 'string' };
  const ref: TypeRef = { kind: 'list', item: streams ? { kind: 'list', item } : item };
  const values = response ? results : results.map(() => null);
  return { status: 200, headers: headersFor(format, subject), body: written(format, values, ref, subject) };
}

/** Rows are sent in chunks of about this many characters. */
const CHUNK_LENGTH = 65_536;

/**
 * Writes a list of any length. The first row is waited for, so that what fails at once is answered as a failure;
 * what fails later breaks the answer off, and the client sees that it is not whole. A browser that asked for a page
 * gets a file for a spreadsheet, which must not run what stands in its cells.
 */
export async function streamAnswer(
  format: AnswerFormat,
  rows: AsyncIterable<unknown>,
  item: ObjectType,
  subject: AnswerSubject,
): Promise<RestAnswer> {
  const fileFormat = format === 'html' ? 'csv' : format;
  const safe = subject.safeCsv || format === 'html';
  const writer = codecs[fileFormat].rows(objectRef(item), { safe });
  const bom = byteOrderMark(fileFormat, safe);
  const iterator = rows[Symbol.asyncIterator]();
  let row = await iterator.next();
  let ended = false;

  async function nextChunk(): Promise<string> {
    let chunk = '';
    while (!row.done && chunk.length < CHUNK_LENGTH) {
      chunk += writer.row(row.value);
      row = await iterator.next();
    }
    ended = row.done === true;
    return ended ? chunk + writer.end : chunk;
  }

  let isFirst = true;
  const body: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => body,
    async next() {
      if (ended) return { done: true, value: undefined };
      const header = isFirst ? bom + writer.header : '';
      isFirst = false;
      return { done: false, value: header + (await nextChunk()) };
    },
    async return() {
      ended = true;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { status: 200, headers: headersFor(fileFormat, subject), body };
}

/** The answer of an operation without result. */
export function emptyAnswer(): RestAnswer {
  return { status: 204, headers: COMMON, body: undefined };
}

/**
 * Writes a failure in the format that was asked for.
 *
 * @param header Reads the headers of the request, which decide how its sender may sign in.
 */
export function errorAnswer(
  format: AnswerFormat,
  error: ApiError,
  subject: AnswerSubject,
  header: HeaderReader,
): RestAnswer {
  const value = { responseStatus: responseStatusOf(error) };
  const headers: Record<string, string> = { ...headersByFormat.get(format) };
  if (error.allow) headers.Allow = error.allow.join(', ');
  if (error.retryAfter !== undefined) headers['Retry-After'] = String(error.retryAfter);
  return {
    status: error.status,
    headers,
    body: written(format, value, objectRef(ErrorResponse.type), subject),
    ...(error.status === 401 ? { challenges: challengesFor(header) } : {}),
  };
}

function headersFor(format: AnswerFormat, subject: AnswerSubject): Readonly<Record<string, string>> {
  const headers = headersByFormat.get(format) ?? COMMON;
  if (format === 'html' || !codecs[format].download) return headers;
  return { ...headers, 'Content-Disposition': `attachment;filename="${subject.title}.${format}"` };
}

function objectRef(type: ObjectType): TypeRef {
  return { kind: 'object', type };
}

function written(format: AnswerFormat, value: unknown, ref: TypeRef, subject: AnswerSubject): string {
  if (format === 'html') return htmlPage(value, ref, subject);
  const { jsConfig } = subject;
  if (jsConfig && (format === 'json' || format === 'jsv'))
    return writeConfigured(format, value, ref, jsConfig);
  const { safeCsv: safe } = subject;
  if (format === 'json') return jsonOf(value, ref);
  return byteOrderMark(format, safe) + codecs[format].encode(value, ref, { safe });
}

/** The byte order mark tells spreadsheets that the text is UTF-8. Programs get none. */
function byteOrderMark(format: FormatName, safe: boolean): string {
  return format === 'csv' && safe ? '\ufeff' : '';
}

const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', 'off', 'no']);

/** What the answer to a request is about, as far as its target tells. */
export function subjectOf(target: string, parsed?: Target, header?: HeaderReader): AnswerSubject {
  return {
    title: 'Error',
    target,
    safeCsv: parsed !== undefined && (saysSafeCsv(parsed.query) ?? isNavigation(header)),
    jsConfig: parsed && jsConfigOf(parsed.query),
  };
}

/** Whether CSV is asked for as people need it. A word that says neither yes nor no lets no formula run. */
function saysSafeCsv(query: readonly FormField[]): boolean | undefined {
  const said = query.find(({ name }) => name.toLowerCase() === 'safe');
  return said && !FALSE_WORDS.has(said.value.toLowerCase());
}

/**
 * Whether somebody opens the address in a browser, which asks for a page in the languages of its user. Java asks for a
 * page by default, too, but in no language; `fetch` of Node in any.
 */
function isNavigation(header: HeaderReader = () => undefined): boolean {
  const language = header('accept-language') ?? '*';
  return /^\s*text\/html\b/i.test(header('accept') ?? '') && language !== '*';
}
