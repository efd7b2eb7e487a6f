import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { BackupError } from './backup-error.ts';
import { LEFT_OUT } from './left-out.ts';
import type { Part } from './manifest.ts';
import type { Table } from './tables.ts';

const NEW_LINE = 0x0a;

/** How the rows of a table go through. */
export interface Passing {
  readonly signal?: AbortSignal | undefined;
  /** Told of further rows. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** Writes the rows of a table, as PostgreSQL's COPY gives them as text, into a compressed file. */
export async function writePart(
  client: pg.Client,
  folder: string,
  table: Table,
  { withSecrets, signal, onRows }: Passing & { readonly withSecrets: boolean },
): Promise<Part> {
  const file = `${table.name}.copy.gz`;
  const hash = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  const source = client.query(copyTo(`COPY (${selectionOf(table, withSecrets)}) TO STDOUT`));
  await pipeline(
    source,
    countRows((more) => {
      rows += more;
      onRows?.(more);
    }),
    // Compressing takes longer than all the rest.
    createGzip({ level: constants.Z_BEST_SPEED }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true }),
    { signal },
  );
  const { partitions } = table;
  return {
    table: table.name,
    file,
    columns: [...table.columns],
    ...(partitions.length > 0 ? { partitions: [...partitions] } : {}),
    rows,
    bytes,
    sha256: hash.digest('hex'),
  };
}

/** Puts the rows of a file into their table. */
export async function readPart(
  client: pg.Client,
  folder: string,
  part: Part,
  { signal, onRows }: Passing,
): Promise<void> {
  const columns = part.columns.map(pg.escapeIdentifier).join(', ');
  const sink = client.query(copyFrom(`COPY ${pg.escapeIdentifier(part.table)} (${columns}) FROM STDIN`));
  await pipeline(
    createReadStream(join(folder, part.file)),
    createGunzip(),
    countRows((more) => onRows?.(more)),
    sink,
    { signal },
  );
  if (sink.rowCount !== part.rows) {
    throw new BackupError(`${part.file} gave ${sink.rowCount} rows, and not ${part.rows}.`);
  }
}

function selectionOf({ name, columns }: Table, withSecrets: boolean): string {
  const leftOut = withSecrets ? undefined : LEFT_OUT[name];
  const expressions = columns.map((column) => {
    const instead = leftOut === 'rows' ? undefined : leftOut?.[column];
    return instead ?? pg.escapeIdentifier(column);
  });
  const nothing = leftOut === 'rows' ? ' WHERE false' : '';
  return `SELECT ${expressions.join(', ')} FROM ${pg.escapeIdentifier(name)}${nothing}`;
}

/** In the text format each row ends with a line feed, and none has one inside. */
function countRows(onRows: (rows: number) => void) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      let rows = 0;
      for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) rows++;
      onRows(rows);
      yield chunk;
    }
  };
}
