import { z } from 'zod';

/**
 * JSON Schema as far as the API needs it: the common ground of JSON Schema 2020-12 and OpenAPI 3.1. It is strict,
 * so that a keyword nobody has thought about is an error and not lost.
 */
export const jsonSchema = z.strictObject({
  $schema: z.string().optional(),
  $id: z.string().optional(),
  $ref: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'array', 'object']).optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get items() {
    return jsonSchema.optional();
  },
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  required: z.array(z.string()).optional(),
  get additionalProperties() {
    return z.union([z.literal(false), jsonSchema]).optional();
  },
  default: z.json().optional(),
  examples: z.array(z.unknown()).optional(),
});

/** The JSON Schema of a type, a field or a parameter. */
export type JsonSchema = z.output<typeof jsonSchema>;
