import type { z } from 'zod';

/** What a reader is told about a field. Every field has it: leaving it out does not compile. */
export interface Wording<Value> {
  /** One or two sentences: meaning, unit, format, limits. */
  readonly description: string;
  /** A believable value, used in samples and in the reference. */
  readonly example: Value;
  /** What leaving the field out of a query means, where that is a value of its type. */
  readonly default?: Value;
  /**
   * The declared name, as clients in .NET spell it. Only needed where capitalising the first letter of the
   * wire name does not give it (`isBYOA` is `IsBYOA`, but `aiMinutes` is `AIMinutes`).
   */
  readonly declaredName?: string;
  /** It is stored sealed, in no answer and in no log. */
  readonly secret?: boolean;
}

/** One member of a DTO: its Zod schema and its wording. */
export interface Field<Schema extends z.ZodType = z.ZodType> extends Wording<z.output<Schema>> {
  readonly schema: Schema;
}

/** Fields by wire name, in declaration order. */
export type Fields = Readonly<Record<string, Field>>;

/**
 * Defines a field.
 *
 * @example
 * name: field(z.string().optional(), { description: 'Name of the account.', example: 'Northwind' })
 */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  wording: Wording<Exclude<z.output<Schema>, undefined>>,
): Field<Schema> {
  return { schema, ...wording };
}

/** The same field, which may be left out. */
export function optional<Schema extends z.ZodType>({
  schema,
  ...wording
}: Field<Schema>): Field<z.ZodOptional<Schema>> {
  return { ...wording, schema: schema.optional() };
}

/** The declared name of a wire name: `accountId` becomes `AccountId`. */
export function declaredNameOf(wireName: string, declaredName?: string): string {
  return declaredName ?? wireName.charAt(0).toUpperCase() + wireName.slice(1);
}
