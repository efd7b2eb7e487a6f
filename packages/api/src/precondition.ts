import { readTag, type SessionTag } from '@ai-sessions/apply';
import { ApiError, entityTagsIn } from '@ai-sessions/contract';

/** What `If-Match` asks for: nothing, or that the record is still one of those that the caller has read. */
export type Precondition =
  | { readonly kind: 'none' }
  /** `*`: it must exist, which every change asks for anyway. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'oneOf'; readonly tags: readonly SessionTag[] };

/** Reads `If-Match`. An ETag that is not ours matches nothing. */
export function preconditionOf(header: string | undefined): Precondition {
  const text = header?.trim();
  if (!text) return { kind: 'none' };
  if (text === '*') return { kind: 'exists' };
  return { kind: 'oneOf', tags: entityTagsIn(text).flatMap((tag) => readTag(tag) ?? []) };
}

/**
 * Makes sure that a record is as the caller has read it, if they say what they have. A version alone would not do:
 * other records have the same ones.
 *
 * @throws ApiError `PreconditionFailed`
 */
export function requireAsRead(precondition: Precondition, { version, digest }: SessionTag): void {
  if (precondition.kind !== 'oneOf') return;
  if (precondition.tags.some((tag) => tag.version === version && tag.digest === digest)) return;
  throw new ApiError('PreconditionFailed');
}
