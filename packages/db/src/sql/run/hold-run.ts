import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { heldRun } from './held-run.ts';
import type { RunKey } from './run-key.ts';

/** What is known of a run when its session is held. */
export const HELD_RUN_COLUMNS = {
  ours: boolean,
  reason: nullable(text),
  version: int,
  accountName: nullable(text),
  functionVersion: nullable(text),
};

/** The columns of a held run `h` after SELECT. */
export const SELECT_HELD_RUN = Prisma.sql`h.ours, h.reason, h.version, h.account_name AS "accountName",
  h.function_version AS "functionVersion"`;

/** Holds a run and its session until the end of the transaction. */
export const selectHeldRun = (run: RunKey, functionName: string) =>
  statement(
    HELD_RUN_COLUMNS,
    Prisma.sql`WITH h AS (${heldRun(run, functionName)}) SELECT ${SELECT_HELD_RUN} FROM h`,
  );
