import { TEST_EVENT } from '@ai-sessions/contract';
import { Prisma } from '../../generated/prisma/client.ts';

/** That an event only tries a webhook, which need not be enabled for that. */
export const isTest = (eventId: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT FROM ai_webhook_event tried WHERE tried.id = ${eventId} AND tried.type = ${TEST_EVENT})`;
