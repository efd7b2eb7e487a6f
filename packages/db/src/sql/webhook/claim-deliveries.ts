import type { AIDigest, AISessionEventAction, AISessionEventComment } from '@ai-sessions/contract';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, instant, int, json, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { isTest } from './is-test.ts';
import { WAITS_FOR_EARLIER } from './waits-for.ts';

/** How long a process that sends something is taken for alive: longer than a call may take. */
const LEASE = Prisma.sql`interval '30 seconds'`;

/** What one webhook may have under way at a time, in all processes together; one that fails is only tried. */
const AT_ONCE = 4;

/**
 * Claims some of the deliveries that are due, with all that is needed to send them. One that follows another of the same
 * session waits until that was delivered or given up, or has failed for a while.
 */
export const claimDeliveries = (holder: string, limit: number) =>
  statement(
    {
      id: text,
      webhookId: text,
      attempts: int,
      failures: int,
      url: text,
      secret: text,
      earlierSecret: nullable(text),
      isFailing: boolean,
      eventId: text,
      type: text,
      sessionId: nullable(text),
      accountId: nullable(text),
      sessionState: nullable(text),
      version: nullable(int),
      by: nullable(text),
      action: nullable(json<AISessionEventAction>('jsonb')),
      comment: nullable(json<AISessionEventComment>('jsonb')),
      digest: nullable(json<AIDigest>('jsonb')),
      dateCreated: instant,
    },
    Prisma.sql`
      WITH due AS (
        SELECT d.id FROM ai_webhook w CROSS JOIN LATERAL (
          SELECT d.id FROM ai_webhook_delivery d
          WHERE d.webhook_id = w.id AND d.state = 'Pending' AND d.date_next_attempt <= now()
            AND (w.enabled OR ${isTest(Prisma.sql`d.event_id`)})
            AND (d.held_until IS NULL OR d.held_until < now())
            AND NOT EXISTS (SELECT FROM ai_webhook_delivery earlier WHERE ${WAITS_FOR_EARLIER})
          ORDER BY d.date_next_attempt, d.position
          LIMIT greatest(0, CASE WHEN w.failing_since IS NULL THEN ${AT_ONCE}::int ELSE 1 END - (
            SELECT count(*) FROM ai_webhook_delivery held
            WHERE held.webhook_id = w.id AND held.state = 'Pending' AND held.held_until >= now()))
          FOR UPDATE OF d SKIP LOCKED) AS d
        LIMIT ${limit}::int)
      UPDATE ai_webhook_delivery d
      SET holder = ${holder}, held_until = now() + ${LEASE}, attempts = d.attempts + 1, date_last_attempt = now()
      FROM due, ai_webhook w, ai_webhook_event e
      WHERE d.id = due.id AND w.id = d.webhook_id AND e.id = d.event_id
      RETURNING d.id, d.webhook_id AS "webhookId", d.attempts, d.failures, w.url, w.secret,
        CASE WHEN w.earlier_secret_until > now() THEN w.earlier_secret END AS "earlierSecret",
        w.failing_since IS NOT NULL AS "isFailing", e.id AS "eventId", e.type, e.session_id AS "sessionId",
        e.account_id AS "accountId", e.state AS "sessionState", e.version, e.by, e.action, e.comment, e.digest,
        e.date_created AS "dateCreated"`,
  );
