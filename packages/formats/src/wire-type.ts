import type { ObjectType, TypeRef } from '@ai-sessions/contract';

/** A value that is one piece of text, number or truth on the wire. */
export type ScalarType =
  | Exclude<TypeRef, { readonly kind: 'list' | 'map' | 'object' }>
  | { readonly kind: 'long' | 'decimal' | 'guid' | 'bytes' };

/**
 * What codecs can carry: the types of the contract (every `TypeRef` is one) and, for lists and dictionaries of
 * other services, a few more .NET types. Values: `long` and `decimal` are numbers, `guid` is text with dashes,
 * `bytes` is base64 text, `any` is whatever JSON can hold.
 */
export type WireType =
  | ScalarType
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly item: WireType }
  | { readonly kind: 'map'; readonly value: WireType }
  | { readonly kind: 'object'; readonly type: ObjectType };

/** An object or dictionary whose members can be looked up. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value has members: no list, no text, not null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a dictionary that are there. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isFields(value)
    ? Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null)
    : [];
}
