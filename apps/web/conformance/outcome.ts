import { isDeepStrictEqual } from 'node:util';
import { codecs, sameDocument } from '@ai-sessions/formats';
import type { Outcome } from './vector-files.ts';
import type { WireAnswer } from './vector-host.ts';

/** An answer with what else a vector may ask about. */
export interface Observation {
  readonly answer: WireAnswer;
  /** Scheme, host and port of the service. */
  readonly base: string;
  /** Operations with lasting effect. */
  readonly carriedOut: number;
}

/** What differs from the expectation, in sentences; nothing when it is met. */
export function differences(expected: Outcome, observation: Observation): readonly string[] {
  const { anyOf, ...whole } = expected;
  if (!anyOf) return check(whole, observation);
  const each = anyOf.map((one) => check({ ...whole, ...one }, observation));
  return each.some((found) => found.length === 0) ? [] : each.flat();
}

function check(expected: Omit<Outcome, 'anyOf'>, observation: Observation): string[] {
  const { answer, base, carriedOut } = observation;
  const { status, headers, text } = answer;
  const found: string[] = [];
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) found.push(sentence);
  };
  const type = headers['content-type'];

  if (expected.status !== undefined) expect(status === expected.status, `status ${status}`);
  if (expected.format !== undefined) expect(formatOf(type) === expected.format, `content type ${type}`);
  if (expected.contentType !== undefined)
    expect(plain(type) === plain(expected.contentType), `content type ${type}`);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const actual = headers[name.toLowerCase()];
    // Of the ways to sign in, a vector names one; there may be more.
    const meets =
      name.toLowerCase() === 'www-authenticate' ? actual?.includes(value) : items(actual) === items(value);
    expect(meets === true, `${name}: ${actual}`);
  }
  for (const name of expected.absentHeaders ?? [])
    expect(headers[name.toLowerCase()] === undefined, `${name} is there`);
  if (expected.dto) found.push(...dtoDifferences(expected.dto, answer));
  if (expected.body === '') expect(text === '', `body ${text}`);
  else if (expected.body !== undefined) found.push(...bodyDifferences(expected, text));
  if (expected.bodyText !== undefined)
    expect(
      formatOf(type) === 'xml' ? sameDocument(text, expected.bodyText) : text === expected.bodyText,
      text,
    );
  for (const start of [expected.bodyStartsWith, expected.bodyTextStartsWith])
    if (start !== undefined) expect(text.startsWith(start), text);
  if (expected.bodyEndsWith !== undefined) expect(text.endsWith(expected.bodyEndsWith), text);
  if (expected.bodyTextContains !== undefined) expect(text.includes(expected.bodyTextContains), text);
  if (expected.bodyTextLacks !== undefined) expect(!text.includes(expected.bodyTextLacks), text);
  for (const key of expected.absentKeys ?? []) expect(!keysIn(jsonOf(text)).includes(key), `${key} is there`);
  if (expected.jsonHasKey !== undefined) expect(expected.jsonHasKey in Object(jsonOf(text)), text);
  if (expected.nullMembersWritten !== undefined)
    expect(valuesIn(jsonOf(text)).includes(null) === expected.nullMembersWritten, text);
  if (expected.defaultMembersWritten !== undefined)
    expect(
      valuesIn(jsonOf(text)).some((value) => value === 0 || value === false) ===
        expected.defaultMembersWritten,
      text,
    );
  if (expected.results !== undefined) expect(lengthOf(text, formatOf(type)) === expected.results, text);
  if (expected.carriedOut !== undefined)
    expect(carriedOut === expected.carriedOut, `${carriedOut} were carried out`);
  if (expected.locationPath !== undefined)
    found.push(...locationDifferences(expected, headers.location, base));
  return found;
}

function formatOf(contentType: string | undefined): string | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'text/html') return 'html';
  return Object.values(codecs).find(({ mediaTypes }) => mediaTypes.request.includes(mediaType ?? ''))?.name;
}

/** Letter case and blanks do not matter. */
function plain(text: string | undefined): string | undefined {
  return text?.toLowerCase().replace(/\s/g, '');
}

/** Nor does the order in a list. */
function items(value: string | undefined): string | undefined {
  return value === undefined
    ? undefined
    : value
        .split(',')
        .map((item) => item.trim())
        .sort()
        .join(', ');
}

function dtoDifferences(
  { operation, status, ...members }: Record<string, unknown>,
  answer: WireAnswer,
): string[] {
  if (operation === undefined) return status === answer.status ? [] : [`status ${answer.status}`];
  const call = answer.calls.at(-1);
  if (!call) return [`no operation was called: ${answer.status} ${answer.text.slice(0, 200)}`];
  const isSame = call.operation === operation && sameRequest(call.request, members);
  return isSame ? [] : [`called ${call.operation} ${JSON.stringify(call.request)}`];
}

/** Whether a request has the expected members, and no other that is more than null or the default of its type. */
export function sameRequest(actual: unknown, expected: Readonly<Record<string, unknown>>): boolean {
  const given: Record<string, unknown> = { ...Object(actual) };
  return [...Object.keys(given), ...Object.keys(expected)].every((name) =>
    name in expected ? isDeepStrictEqual(given[name], expected[name]) : isDefault(given[name]),
  );
}

function isDefault(value: unknown): boolean {
  return (
    value === undefined || value === null || value === 0 || value === false || isDeepStrictEqual(value, [])
  );
}

function bodyDifferences({ body, anyMessage, messageStartsWith }: Outcome, text: string): string[] {
  const actual = withoutMeta(jsonOf(text));
  const anyText = anyMessage === true || messageStartsWith !== undefined;
  const message = Object(Object(actual).responseStatus).message;
  const isSame = isDeepStrictEqual(
    anyText ? withoutMessages(actual) : actual,
    anyText ? withoutMessages(body) : body,
  );
  if (!isSame) return [text];
  if (anyText && typeof message !== 'string') return ['there is no message'];
  return messageStartsWith === undefined || String(message).startsWith(messageStartsWith) ? [] : [text];
}

/** `errors[].meta` may be there or not. */
function withoutMeta(value: unknown): unknown {
  return mapErrors(value, ({ meta: _, ...error }) => error);
}

function withoutMessages(value: unknown): unknown {
  const { message: _, ...status } = Object(Object(value).responseStatus);
  return mapErrors({ ...Object(value), responseStatus: status }, ({ message: __, ...error }) => error);
}

function mapErrors(value: unknown, change: (error: Record<string, unknown>) => unknown): unknown {
  const status = Object(value).responseStatus;
  if (!Array.isArray(status?.errors)) return value;
  return { ...Object(value), responseStatus: { ...status, errors: status.errors.map(change) } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valuesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(valuesIn);
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(keysIn)];
}

/** Number of items in an answered list. */
function lengthOf(text: string, format: string | undefined): number | undefined {
  if (format === 'csv') return text.split('\r\n').filter((line) => line !== '').length - 1;
  if (format === 'jsonl') return text.split('\n').filter((line) => line !== '').length;
  const list = jsonOf(text);
  return Array.isArray(list) ? list.length : undefined;
}

function locationDifferences(
  { locationPath, locationParam }: Outcome,
  location: string | undefined,
  base: string,
) {
  if (location === undefined) return ['there is no Location'];
  const url = new URL(location, base);
  const found: string[] = [];
  if (url.origin !== base || url.pathname !== locationPath) found.push(`Location: ${location}`);
  for (const [name, value] of Object.entries(locationParam ?? {})) {
    // A path of the service and its whole address are the same place.
    const actual = new URL(url.searchParams.get(name) ?? '', base).href;
    if (actual !== new URL(value.replace('{base}', base)).href) found.push(`Location: ${location}`);
  }
  return found;
}
