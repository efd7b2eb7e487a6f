import { ApiError } from '@ai-sessions/contract';
import { DecodeError, decodePairs, type FormField } from '@ai-sessions/formats';

/** The request target of HTTP, taken apart. */
export interface Target {
  /** Path as sent, still percent-encoded. */
  readonly path: string;
  readonly query: readonly FormField[];
}

/**
 * Takes a request target apart.
 *
 * @throws ApiError `SerializationException` for a query that is not percent-encoded UTF-8.
 */
export function parseTarget(target: string): Target {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: [] };
  try {
    return { path: target.slice(0, mark), query: decodePairs(target.slice(mark + 1)) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ApiError('SerializationException', { message: `The query cannot be read. ${error.message}` });
  }
}

/** The path of a request target, still percent-encoded. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.slice(0, mark);
}

/**
 * Decodes one segment of a path, once.
 *
 * @throws ApiError `SerializationException` when it is not percent-encoded UTF-8.
 */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ApiError('SerializationException', {
      message: 'The path is not valid percent-encoded UTF-8. Encode it again.',
    });
  }
}
