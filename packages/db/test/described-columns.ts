import type pg from 'pg';
import type { Connection, FieldDef, Submittable } from 'pg';
import type { Columns, ColumnType } from '../src/statement/column.ts';

/** How PostgreSQL numbers the types of columns. */
const TYPES: Readonly<Record<number, ColumnType>> = {
  16: 'bool',
  17: 'bytea',
  20: 'int8',
  23: 'int4',
  25: 'text',
  114: 'json',
  1009: 'text[]',
  1184: 'timestamptz',
  3802: 'jsonb',
};

/** Has a statement parsed and described, and does not run it. */
class Description implements Submittable {
  readonly columns: Promise<readonly FieldDef[]>;
  readonly #text: string;
  #fields: readonly FieldDef[] = [];
  #resolve: (columns: readonly FieldDef[]) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(text: string) {
    this.#text = text;
    this.columns = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.#text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { readonly fields: readonly FieldDef[] }): void {
    this.#fields = fields;
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#fields);
  }
}

/** The columns that a statement gives back, as PostgreSQL says without running it. */
export async function describedColumns(client: pg.Client, text: string): Promise<Record<string, string>> {
  const { columns } = client.query(new Description(text));
  return Object.fromEntries(
    (await columns).map(({ name, dataTypeID }) => [name, TYPES[dataTypeID] ?? `${dataTypeID}`]),
  );
}

/** The columns that a statement says it gives back, in the same form. */
export function declaredColumns(columns: Columns): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));
}
