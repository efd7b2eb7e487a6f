import { Counter, Gauge, type Registry } from 'prom-client';

/** How it stands with a replica of the database. */
export interface Replica {
  /** Whether statements go there. */
  readonly isRead: boolean;
  /** Bytes of the write-ahead log that it is behind; `undefined` while it cannot be asked. */
  readonly lagBytes: number | undefined;
  /** Statements that it has answered. */
  readonly answered: number;
  /** Statements that the primary has answered in its place. */
  readonly answeredByPrimary: number;
}

/** Adds what a process knows of its replica. */
export function addReplicaMetrics(registers: Registry[], standing: () => Replica): void {
  new Gauge({
    name: 'ai_sessions_replica_read',
    help: 'Whether this process reads from the replica: 1 or 0. While it does not, it reads from the primary.',
    registers,
    collect() {
      this.set(Number(standing().isRead));
    },
  });
  new Gauge({
    name: 'ai_sessions_replica_lag_bytes',
    help: 'How much of the write-ahead log the replica is behind. Left out while it cannot be asked.',
    registers,
    collect() {
      const { lagBytes } = standing();
      if (lagBytes === undefined) this.remove();
      else this.set(lagBytes);
    },
  });
  new Counter({
    name: 'ai_sessions_replica_statements_total',
    help: 'Statements of this process that the replica may answer, by who has answered them.',
    labelNames: ['place'],
    registers,
    collect() {
      const { answered, answeredByPrimary } = standing();
      this.reset();
      this.inc({ place: 'replica' }, answered);
      this.inc({ place: 'primary' }, answeredByPrimary);
    },
  });
}
