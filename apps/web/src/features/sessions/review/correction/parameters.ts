import { z } from 'zod';

/** An argument as a form asks for it. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly control:
    | { readonly kind: 'text'; readonly long: boolean }
    | { readonly kind: 'number'; readonly whole: boolean }
    | { readonly kind: 'choice'; readonly choices: readonly unknown[] }
    /** What has no control of its own is written as JSON. */
    | { readonly kind: 'json' };
}

const Property = z.object({
  type: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  maxLength: z.number().optional(),
});
const Schema = z.object({
  properties: z.record(z.string(), Property),
  required: z.array(z.string()).optional(),
});

/** Longest text that fits into one line. */
const ONE_LINE = 200;

/** The arguments that a JSON Schema describes by name; `undefined` when it describes none that way. */
export function parametersOf(schema: string): readonly Parameter[] | undefined {
  const parsed = Schema.safeParse(JSON.parse(schema));
  if (!parsed.success) return undefined;
  const { properties, required = [] } = parsed.data;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    description: property.description,
    control: controlOf(property),
  }));
}

function controlOf({ type, enum: choices, maxLength }: z.infer<typeof Property>): Parameter['control'] {
  if (choices) return { kind: 'choice', choices };
  switch (type) {
    case 'string':
      return { kind: 'text', long: maxLength !== undefined && maxLength > ONE_LINE };
    case 'number':
      return { kind: 'number', whole: false };
    case 'integer':
      return { kind: 'number', whole: true };
    case 'boolean':
      return { kind: 'choice', choices: [true, false] };
    default:
      return { kind: 'json' };
  }
}
