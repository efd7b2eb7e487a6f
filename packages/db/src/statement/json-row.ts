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
