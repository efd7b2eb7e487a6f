import { type Codec, codecs, forms, type WireType } from '@ai-sessions/formats';
import type { ContentObject, ExamplesObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';

/** Where the schema of a type stands in the document. */
export function schemaAddress(name: string): string {
  return `#/components/schemas/${name}`;
}

/** A value in every format: JSON by its schema, the others as text. */
export function contentOf(
  type: WireType,
  schema: ReferenceObject | SchemaObject,
  examples: Readonly<Record<string, unknown>>,
): ContentObject {
  const { json, ...texts } = codecs;
  const [first] = Object.values(examples);
  return {
    [mediaTypeOf(json)]: { schema, examples: named(examples) },
    ...Object.fromEntries(
      Object.values(texts).map((codec) => [
        mediaTypeOf(codec),
        { schema: { type: 'string' }, example: codec.encode(first, type) },
      ]),
    ),
  };
}

/** A request body in every format that is read, forms included. */
export function requestContentOf(
  type: WireType,
  schema: ReferenceObject | SchemaObject,
  examples: Readonly<Record<string, unknown>>,
): ContentObject {
  return {
    ...contentOf(type, schema, examples),
    ...Object.fromEntries(Object.keys(forms).map((mediaType) => [mediaType, { schema }])),
  };
}

/** The media type of a format's answers, without charset; bodies may have it, too. */
function mediaTypeOf({ mediaTypes }: Codec): string {
  return mediaTypes.answer.replace(/;.*/, '');
}

function named(examples: Readonly<Record<string, unknown>>): ExamplesObject {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}
