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
export interface FormatWishes {
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
export function answerFormat(wishes: FormatWishes): AnswerFormat {
  return (
    wishes.suffix ??
    formatParameter(wishes.query) ??
    acceptedFormat(wishes.accept, wishes.contentType) ??
    'json'
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

interface Range {
  readonly type: string;
  readonly quality: number;
}

function acceptedFormat(
  accept: string | undefined,
  contentType: string | undefined,
): AnswerFormat | undefined {
  if (!accept) return undefined;
  const known = formatsByMediaType.get(accept);
  if (known) return known;
  const ranges = accept.split(',').map(rangeOf);
  const excluded = new Set(
    ranges.filter(({ quality }) => quality === 0).map(({ type }) => formatsByMediaType.get(type)),
  );
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    const format = candidates(type, contentType).find((candidate) => !excluded.has(candidate));
    if (format) return format;
  }
  return undefined;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = q === undefined ? 1 : Number(q);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The formats that a media range covers, best first. `*` follows the request's own type, as clients rely on. */
function candidates(range: string, contentType: string | undefined): readonly AnswerFormat[] {
  if (range === '*/*') {
    const mirrored = formatsByMediaType.get(mediaTypeOf(contentType) ?? '');
    return mirrored && mirrored !== 'html' ? [mirrored, 'json'] : ['json', 'html', ...codecNames];
  }
  if (range.endsWith('/*')) {
    const prefix = range.slice(0, -1);
    return [...formatsByMediaType].filter(([type]) => type.startsWith(prefix)).map(([, format]) => format);
  }
  const format = formatsByMediaType.get(range);
  return format ? [format] : [];
}
