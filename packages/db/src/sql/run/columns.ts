import type { AISessionRunInfo } from '@ai-sessions/contract';
import { type AISessionRun, Prisma } from '../../generated/prisma/client.ts';
import {
  boolean,
  type ColumnsOf,
  instant,
  int,
  nullable,
  oneOf,
  type RowOf,
  text,
} from '../../statement/column.ts';
import { selectList } from '../../statement/statement.ts';
import { RUN_LOG } from './run-log.ts';

/** What only the processes that carry out a run have to know. */
type Inner = 'actor' | 'reviewTag' | 'continueAfterFailure' | 'stopReason' | 'holder' | 'heldUntil';

/** What is shown of a run. */
export const RUN_COLUMNS = {
  id: text,
  sessionId: text,
  number: int,
  state: oneOf<AISessionRunInfo['state']>(),
  startedBy: text,
  dateStarted: instant,
  dateEnded: nullable(instant),
  reviewed: boolean,
  log: text,
} satisfies ColumnsOf<Omit<AISessionRun, Inner>>;

/** A run as statements give it back. */
export type RunRow = RowOf<typeof RUN_COLUMNS>;

const { log: _, ...OTHERS } = RUN_COLUMNS;

/** The columns of runs `r` after SELECT. */
export const SELECT_RUN = Prisma.sql`${selectList(OTHERS, 'r')}, ${RUN_LOG} AS "log"`;
