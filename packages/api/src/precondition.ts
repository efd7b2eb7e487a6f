import { readTag, type SessionTag } from '@ai-sessions/apply';
import type { Versions } from '@ai-sessions/db';

/** What `If-Match` asks for: nothing, or that the record is still one of those that the caller has read. */
export type Precondition =
  | { readonly kind: 'none' }
  /** `*`: it must exist, which every change asks for anyway. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'oneOf'; readonly tags: readonly SessionTag[] };

/** Most ETags in one header. */
const MAXIMUM_TAGS = 20;

/** Reads `If-Match`. An ETag that is not ours matches nothing, and so do weak ones (RFC 9110, 13.1.1). */
export function preconditionOf(header: string | undefined): Precondition {
  const text = header?.trim();
  if (!text) return { kind: 'none' };
  if (text === '*') return { kind: 'exists' };
  const tags = text.split(',', MAXIMUM_TAGS).flatMap((tag) => readTag(tag.trim()) ?? []);
  return { kind: 'oneOf', tags };
}

/** The versions in which the record may be changed. */
export function versionsOf(precondition: Precondition): Versions {
  return precondition.kind === 'oneOf' ? precondition.tags.map(({ version }) => version) : undefined;
}
