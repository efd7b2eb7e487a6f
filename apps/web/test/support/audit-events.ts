import type { AuditEventInfo } from '@ai-sessions/contract';
import type pg from 'pg';
import { eventSentence, WHO } from '../../src/components/history/event-sentence.ts';

/** An event as it is stored. */
export interface StoredEvent {
  readonly operation: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly user_name: string;
  readonly way: string;
  readonly request_id: string;
  readonly address: string;
  readonly changes: Readonly<Record<string, readonly unknown[]>>;
  readonly refusal: string | null;
}

/** The events of what happens meanwhile. */
export async function eventsOf(database: pg.Client, work: () => Promise<unknown>): Promise<StoredEvent[]> {
  const { rows: before } = await database.query('SELECT id FROM audit_event');
  await work();
  const { rows } = await database.query('SELECT * FROM audit_event WHERE id <> ALL ($1) ORDER BY id', [
    before.map(({ id }) => id),
  ]);
  return rows;
}

/** An event as its sentence tells it, whoever did it. */
export function textOf(event: AuditEventInfo): string {
  return eventSentence(event)
    .map((part) => {
      if (part === WHO) return 'Ann';
      if (typeof part === 'string') return part;
      return `${part.preposition ?? ''}<${part.name ?? event.entityName ?? ''}>`;
    })
    .join('');
}
