import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Locks the switch that stops all applying. */
export const lockApplying = () =>
  statement({ id: text }, Prisma.sql`SELECT id FROM ai_applying FOR NO KEY UPDATE`);
