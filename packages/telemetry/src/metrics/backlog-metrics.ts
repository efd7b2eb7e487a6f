import { Gauge, type Registry } from 'prom-client';
import { keptReading } from './kept-reading.ts';

/** What is left to do in the whole service, as the database knows it. Ages are in seconds, 0 when there is nothing. */
export interface Backlog {
  /** Jobs that are due and that no process has begun. */
  readonly jobsWaiting: number;
  readonly oldestJobAge: number;
  readonly runsRunning: number;
  /** Those of them whose process is gone. */
  readonly runsOrphaned: number;
  readonly actionsInDoubt: number;
  /** Sessions with actions that nobody has judged, up to some limit. */
  readonly sessionsWaiting: number;
  readonly oldestSessionAge: number;
  /** Deliveries to webhooks that are due. */
  readonly deliveriesDue: number;
  readonly oldestDeliveryAge: number;
  /** Whether the applying switch stops all applying. */
  readonly applyingStopped: boolean;
}

/** How long what was read is told again: several that scrape, or one that does so often, cost one statement. */
const KEPT_MS = 5_000;
/** Prometheus waits 10 s for an answer unless told otherwise. */
const PATIENCE_MS = 2_000;

const GAUGES: readonly (readonly [name: string, help: string, readingOf: (backlog: Backlog) => number])[] = [
  ['jobs_waiting', 'Jobs that are due and that no process has begun.', (b) => b.jobsWaiting],
  ['job_oldest_age_seconds', 'How long the job has been due that waits longest.', (b) => b.oldestJobAge],
  ['runs_running', 'Runs that are under way.', (b) => b.runsRunning],
  [
    'runs_orphaned',
    'Runs under way whose process is gone and that none has taken over.',
    (b) => b.runsOrphaned,
  ],
  [
    'actions_in_doubt',
    'Actions whose call may have taken effect, and nobody knows.',
    (b) => b.actionsInDoubt,
  ],
  ['sessions_waiting', 'Sessions that wait for review; counted up to 10,000.', (b) => b.sessionsWaiting],
  [
    'session_oldest_age_seconds',
    'How long the session waits for review that was opened first.',
    (b) => b.oldestSessionAge,
  ],
  ['webhook_deliveries_due', 'Deliveries to webhooks that are due.', (b) => b.deliveriesDue],
  [
    'webhook_delivery_oldest_age_seconds',
    'How long the delivery has been due that waits longest.',
    (b) => b.oldestDeliveryAge,
  ],
  [
    'applying_stopped',
    'Whether the applying switch stops all applying: 1 or 0.',
    (b) => Number(b.applyingStopped),
  ],
];

/**
 * Adds what is read from the database. While it cannot be read, `database_up` is 0 and the others are left out: an old
 * number would be taken for a new one.
 *
 * @returns Reads it, for whoever is about to tell the metrics. It never fails.
 */
export function addBacklogMetrics(registers: Registry[], read: () => Promise<Backlog>): () => Promise<void> {
  const reading = keptReading(read, { keptMs: KEPT_MS, patienceMs: PATIENCE_MS });
  const up = new Gauge({
    name: 'ai_sessions_database_up',
    help: 'Whether the database answers: 1 or 0. While it does not, what is read from it is left out.',
    registers,
  });
  const gauges = GAUGES.map(([name, help, readingOf]) => ({
    gauge: new Gauge({ name: `ai_sessions_${name}`, help, registers }),
    readingOf,
  }));
  return async () => {
    const backlog = await reading();
    up.set(backlog ? 1 : 0);
    for (const { gauge, readingOf } of gauges) {
      if (backlog) gauge.set(readingOf(backlog));
      else gauge.remove();
    }
  };
}
