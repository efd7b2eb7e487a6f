/** How PostgreSQL calls the types that statements give back. */
export type ColumnType =
  | 'text'
  | 'text[]'
  | 'int4'
  | 'int8'
  | 'bool'
  | 'timestamptz'
  | 'json'
  | 'jsonb'
  | 'bytea';

/** A column of a result: its type in the database, and with it the type of its values here. */
export interface Column<Value> {
  readonly type: ColumnType;
  /** Only for the compiler: no column has a value. */
  readonly value?: Value;
}

/** The columns of a result by the names they have in it. */
export type Columns = Readonly<Record<string, Column<unknown>>>;

/** A row with such columns. */
export type RowOf<Given extends Columns> = {
  [Name in keyof Given]: Given[Name] extends Column<infer Value> ? Value : never;
};

/** Columns for every field of a model: one that the schema gets has to be named here before anything compiles. */
export type ColumnsOf<Model> = { readonly [Field in keyof Model]-?: Column<InRow<Model[Field]>> };

/** The type that a value of a model has in the rows of statements, where instants are text. */
type InRow<Value> = Value extends Date ? string : Value;

export const text: Column<string> = { type: 'text' };
export const textArray: Column<string[]> = { type: 'text[]' };
export const int: Column<number> = { type: 'int4' };
export const bigint: Column<bigint> = { type: 'int8' };
export const boolean: Column<boolean> = { type: 'bool' };
/** An instant as the wire has it: `2026-03-02T09:14:05.120Z`. */
export const instant: Column<string> = { type: 'timestamptz' };
export const bytes: Column<Uint8Array<ArrayBuffer>> = { type: 'bytea' };

/** A column that can be null. */
export function nullable<Value>(column: Column<Value>): Column<Value | null> {
  return { type: column.type };
}

/** Text that whatever writes it keeps to a few values. */
export function oneOf<Value extends string>(): Column<Value> {
  return { type: 'text' };
}

/** JSON that a statement makes, or that was stored in this shape. */
export function json<Value>(type: 'json' | 'jsonb' = 'json'): Column<Value> {
  return { type };
}
