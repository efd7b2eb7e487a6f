/** The name that a field of a model has in the database. */
type ColumnName<Field extends string> = Field extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head>
    ? `${Head}${ColumnName<Rest>}`
    : `_${Lowercase<Head>}${ColumnName<Rest>}`
  : Field;

type JsonValue<Value> = Value extends Date ? string : Value extends bigint ? number : Value;

/**
 * A row of a model's table as PostgreSQL turns it whole into JSON, with instants as text. That is much cheaper there
 * than to name each member.
 */
export type JsonRow<Model> = {
  readonly [Field in keyof Model & string as ColumnName<Field>]: JsonValue<Model[Field]>;
};

/** A DTO with every member named, absent ones too: one that the contract gets has to be mapped before it compiles. */
export type Complete<Dto> = { [Member in keyof Required<Dto>]: Dto[Member] };

/** The instant that PostgreSQL writes into JSON of a UTC session, `2026-03-02T09:14:05.12+00:00`, as the wire has it. */
export function instantOf(text: string): string {
  const [, seconds = '', fraction = ''] = /^([^\s]+T\d\d:\d\d:\d\d)(?:\.(\d+))?\+00:00$/.exec(text) ?? [];
  return seconds ? `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z` : new Date(text).toISOString();
}
