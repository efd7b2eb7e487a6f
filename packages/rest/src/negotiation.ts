import { codecs, type FormatName, type FormField } from '@ai-sessions/formats';

/** The format of an answer: one of the codecs, or a page for people. */
export type AnswerFormat = FormatName | 'html';

const codecNames = Object.keys(codecs) as readonly FormatName[];

/** The formats by media type: those that the codecs know, and those of pages. */
const formatsByMediaType: ReadonlyMap<string, AnswerFormat> = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ...codecNames.flatMap((name) => codecs[name].mediaTypes.request.map((type) => [type, name] as const)),
]);

/** What decides about the format of an answer. */
export interface FormatHints {
  readonly suffix: AnswerFormat | undefined;
  readonly query: readonly FormField[];
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * The format of an answer on a documented route, in ServiceStack's order: suffix, `?format=`, `Accept`, then
 * JSON. Unlike ServiceStack, `Accept` is read as HTTP defines it, with quality values and ranges; when nothing
 * in it can be served, JSON is.
 */
export function answerFormat(hints: FormatHints): AnswerFormat {
  return (
    hints.suffix ?? formatParameter(hints.query) ?? acceptedFormat(hints.accept, hints.contentType) ?? 'json'
  );
}

/** The value of `?format=`, when it names a format. Text after a dot is dropped (`json.min`). */
export function formatParameter(query: readonly FormField[]): AnswerFormat | undefined {
  const value = query.find(({ name }) => name.toLowerCase() === 'format')?.value;
  return formatNamed(value?.toLowerCase().split('.')[0]);
}

/** The format with this name. */
export function formatNamed(name: string | undefined): AnswerFormat | undefined {
  return name === 'html' ? name : codecNames.find((format) => format === name);
}

/** A path without the suffix that names a format, and that format. Suffixes are in lower case. */
export function splitSuffix(path: string): {
  readonly path: string;
  readonly suffix: AnswerFormat | undefined;
} {
  const dot = path.lastIndexOf('.');
  const suffix = dot > path.lastIndexOf('/') + 1 ? formatNamed(path.slice(dot + 1)) : undefined;
  return suffix ? { path: path.slice(0, dot), suffix } : { path, suffix: undefined };
}

/** The media type of a header value, in lower case and without parameters. */
export function mediaTypeOf(header: string | undefined): string | undefined {
  return header?.split(';', 1)[0]?.trim().toLowerCase() || undefined;
}

/** A part of `Accept`: `text/html;q=0.8`. */
interface Range {
  readonly type: string;
  readonly quality: number;
}

/** The formats in the order in which they are served when a range leaves the choice open. */
const inOrder: readonly AnswerFormat[] = ['json', 'html', ...codecNames.filter((name) => name !== 'json')];

/**
 * The format that is wanted most. For each, the most exact range that covers it tells how much (RFC 9110, 12.5.1);
 * among equals the first of the header wins, and what a wildcard leaves open is decided for JSON.
 */
function acceptedFormat(
  accept: string | undefined,
  contentType: string | undefined,
): AnswerFormat | undefined {
  if (!accept) return undefined;
  const known = formatsByMediaType.get(accept);
  if (known) return known;
  const ranges = accept.split(',').map(rangeOf);
  const mirrored = formatsByMediaType.get(mediaTypeOf(contentType) ?? '');
  let best: { readonly format: AnswerFormat; readonly preference: Preference } | undefined;
  // A body of a type speaks for answers of this type, but never for a page.
  const candidates = mirrored && mirrored !== 'html' ? [mirrored, ...inOrder] : inOrder;
  for (const format of candidates) {
    const preference = preferenceFor(format, ranges);
    if (preference && (!best || isStronger(preference, best.preference))) best = { format, preference };
  }
  return best?.format;
}

/** How much a format is wanted, and the place of the range that says so. */
interface Preference {
  readonly quality: number;
  readonly place: number;
}

function isStronger(one: Preference, other: Preference): boolean {
  return one.quality > other.quality || (one.quality === other.quality && one.place < other.place);
}

/** Undefined when a format is not wanted, or ruled out. */
function preferenceFor(format: AnswerFormat, ranges: readonly Range[]): Preference | undefined {
  let exactness = 0;
  let preference: Preference | undefined;
  for (const [place, { type, quality }] of ranges.entries()) {
    const found = exactnessOf(type, format);
    if (found === 0 || found < exactness) continue;
    if (found === exactness && preference && preference.quality >= quality) continue;
    exactness = found;
    preference = { quality, place };
  }
  return preference && preference.quality > 0 ? preference : undefined;
}

/**
 * Whether a type that is no format is wanted rather than all formats that `Accept` names: a range that leaves the choice
 * open decides for it.
 */
export function prefersType(mediaType: string, accept: string | undefined): boolean {
  if (!accept) return true;
  const ranges = accept.split(',').map(rangeOf);
  const group = `${mediaType.split('/', 1)[0]}/*`;
  const covering = [mediaType, group, '*/*'].map((name) => ranges.find(({ type }) => type === name));
  const own = covering.find((range) => range !== undefined);
  if (!own || own.quality === 0) return false;
  const named = ranges.filter(({ type, quality }) => formatsByMediaType.has(type) && quality > 0);
  return own.type === mediaType ? named.every(({ quality }) => quality <= own.quality) : named.length === 0;
}

/** Whether `Accept` names a type itself, and not only by a range. */
export function namesType(mediaType: string, accept: string): boolean {
  return accept.split(',').some((range) => rangeOf(range).type === mediaType);
}

const typesByFormat: ReadonlyMap<AnswerFormat, readonly string[]> = new Map(
  inOrder.map((format) => [
    format,
    [...formatsByMediaType].filter(([, one]) => one === format).map(([type]) => type),
  ]),
);

/**
 * How exactly a range names a format: 3 by one of its types, 2 by the range of the type that answers have, 1 by the
 * range of everything, 0 not at all.
 */
function exactnessOf(range: string, format: AnswerFormat): number {
  if (typesByFormat.get(format)?.includes(range)) return 3;
  if (range === '*/*') return 1;
  const answered = format === 'html' ? 'text/html' : codecs[format].mediaTypes.answer;
  return range.endsWith('/*') && answered.startsWith(range.slice(0, -1)) ? 2 : 0;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = q === undefined ? 1 : Number(q);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
