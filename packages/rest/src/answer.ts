import {
  type ApiError,
  ErrorResponse,
  type ObjectType,
  type Operation,
  responseStatusOf,
} from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';
import { htmlPage } from './html-page.ts';
import type { AnswerSubject, RestAnswer } from './message.ts';
import type { AnswerFormat } from './negotiation.ts';

/** On every answer: it depends on `Accept`, must not be stored by anyone, and is what its type says it is. */
const COMMON = {
  Vary: 'Accept',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

const headersByFormat = new Map<AnswerFormat, Readonly<Record<string, string>>>([
  [
    'html',
    {
      'Content-Type': 'text/html; charset=utf-8',
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
  return { status: 200, headers: headersFor(format, subject), body: written(format, value, type, subject) };
}

/** Writes a list of DTOs. */
export function listAnswer(
  format: AnswerFormat,
  values: readonly unknown[],
  item: ObjectType,
  subject: AnswerSubject,
): RestAnswer {
  const ref = { kind: 'list', item: { kind: 'object', type: item } } as const;
  const body =
    format === 'html'
      ? htmlPage(values, ref, subject)
      : codecs[format].encode(values, ref, { safe: subject.safeCsv });
  return { status: 200, headers: headersFor(format, subject), body };
}

/** The answer of an operation without result. */
export function emptyAnswer(): RestAnswer {
  return { status: 204, headers: COMMON, body: undefined };
}

/** Writes a failure in the format that was asked for. */
export function errorAnswer(format: AnswerFormat, error: ApiError, subject: AnswerSubject): RestAnswer {
  const value = { responseStatus: responseStatusOf(error) };
  const headers: Record<string, string> = { ...headersByFormat.get(format) };
  if (error.code === 'Unauthorized') headers['WWW-Authenticate'] = 'credentials realm="/auth/credentials"';
  if (error.allow) headers.Allow = error.allow.join(', ');
  if (error.retryAfter !== undefined) headers['Retry-After'] = String(error.retryAfter);
  return { status: error.status, headers, body: written(format, value, ErrorResponse.type, subject) };
}

function headersFor(format: AnswerFormat, subject: AnswerSubject): Readonly<Record<string, string>> {
  const headers = headersByFormat.get(format) ?? COMMON;
  if (format === 'html' || !codecs[format].download) return headers;
  return { ...headers, 'Content-Disposition': `attachment;filename="${subject.title}.${format}"` };
}

function written(format: AnswerFormat, value: unknown, type: ObjectType, subject: AnswerSubject): string {
  const ref = { kind: 'object', type } as const;
  if (format === 'html') return htmlPage(value, ref, subject);
  return codecs[format].encode(value, ref, { safe: subject.safeCsv });
}

/** The title of an operation's answer. */
export function subjectOf(operation: Operation | undefined, target: string, safeCsv = false): AnswerSubject {
  return { title: operation?.name ?? 'Error', target, safeCsv };
}
