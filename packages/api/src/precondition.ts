import { ApiError, type EntityTag, entityTagsIn, readEntityTag } from '@ai-sessions/contract';

/** What `If-Match` asks for: nothing, or that the record is still one of those that the caller has read. */
export type Precondition =
  | { readonly kind: 'none' }
  /** `*`: it must exist, which every change asks for anyway. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'oneOf'; readonly tags: readonly EntityTag[] };

/** A tag, or what makes it when somebody asks. */
type TagSource = EntityTag | (() => EntityTag);

/** Reads `If-Match`. An ETag that is not ours matches nothing. */
export function preconditionOf(header: string | undefined): Precondition {
  const text = header?.trim();
  if (!text) return { kind: 'none' };
  if (text === '*') return { kind: 'exists' };
  return { kind: 'oneOf', tags: entityTagsIn(text).flatMap((tag) => readEntityTag(tag) ?? []) };
}

/**
 * Makes sure that a record is as the caller has read it, if they say what they have. A version alone would not do:
 * other records have the same ones.
 *
 * @throws ApiError `PreconditionFailed`
 */
export function requireAsRead(precondition: Precondition, ...current: readonly TagSource[]): void {
  if (precondition.kind === 'oneOf' && !tagAsRead(precondition, ...current)) {
    throw new ApiError('PreconditionFailed');
  }
}

/** The tag of the caller that names a record as it is: by one of its tags, whatever their details. */
export function tagAsRead(
  precondition: Precondition,
  ...current: readonly TagSource[]
): EntityTag | undefined {
  if (precondition.kind !== 'oneOf') return undefined;
  const tags = current.map((source) => (typeof source === 'function' ? source() : source));
  return precondition.tags.find(({ version, digest }) =>
    tags.some((tag) => tag.version === version && tag.digest === digest),
  );
}
