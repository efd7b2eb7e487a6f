import { type Codec, codecs, forms, type WireType } from '@ai-sessions/formats';
import type { ContentObject, ExamplesObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';

/** Where the schema of a type stands in the document. */
export function schemaAddress(name: string): string {
  return `#/components/schemas/${name}`;
}

/** Which formats a document speaks of. Code generators and importers cope with JSON alone. */
export type Formats = 'json' | 'all';

/** A value as JSON by its schema, and in all other formats as text. */
export function contentOf(
  type: WireType,
  schema: ReferenceObject | SchemaObject,
  examples: Readonly<Record<string, unknown>>,
  formats: Formats,
): ContentObject {
  const { json, ...texts } = codecs;
  const [first] = Object.values(examples);
  const asJson = { [mediaTypeOf(json)]: { schema, examples: named(examples) } };
  if (formats === 'json') return asJson;
  return {
    ...asJson,
    ...Object.fromEntries(
      Object.values(texts).map((codec) => [
        mediaTypeOf(codec),
        { schema: { type: 'string' }, example: codec.encode(first, type) },
      ]),
    ),
  };
}

/** A request body; of all formats that are read, forms are some. */
export function requestContentOf(
  type: WireType,
  schema: ReferenceObject | SchemaObject,
  examples: Readonly<Record<string, unknown>>,
  formats: Formats,
): ContentObject {
  const content = contentOf(type, schema, examples, formats);
  if (formats === 'json') return content;
  return {
    ...content,
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
