import { entityTagsIn } from '@ai-sessions/contract';
import { hashOf } from './lasting.ts';
import type { RestAnswer } from './message.ts';
import type { AnswerFormat } from './negotiation.ts';

/** What the ETag of an answer depends on. */
interface Tagging {
  /** What is answered with. */
  readonly value: unknown;
  readonly format: AnswerFormat;
  /** ETag of the record, as its resolver names it. */
  readonly given: string | undefined;
  /** Whether the operation only reads. */
  readonly reads: boolean;
  readonly ifNoneMatch: string | undefined;
}

/**
 * Names what is answered with, so that a client can say what it has read: by the ETag of the record, else by a hash of
 * the text. The same record in another format is another representation (RFC 9110, 8.8.3). A reader who has it
 * already gets 304.
 */
export function withEntityTag(
  answer: RestAnswer,
  { value, format, given, reads, ifNoneMatch }: Tagging,
): RestAnswer {
  const tag = given === undefined ? reads && tagOf(answer.body, value) : inFormat(given, format);
  if (!tag) return answer;
  const headers = { ...answer.headers, ETag: tag };
  if (!reads || ifNoneMatch === undefined || !includes(ifNoneMatch, tag)) return { ...answer, headers };
  const { 'Content-Type': _, 'Content-Disposition': __, ...kept } = headers as Record<string, string>;
  return { status: 304, headers: kept, body: undefined };
}

function inFormat(tag: string, format: AnswerFormat): string {
  return format === 'json' ? tag : `${tag.slice(0, -1)}-${format}"`;
}

function tagOf(body: RestAnswer['body'], value: unknown): string | undefined {
  return typeof body === 'string' ? `"${hashOf(body, value)}"` : undefined;
}

function includes(header: string, tag: string): boolean {
  return header.trim() === '*' || entityTagsIn(header).includes(tag);
}
