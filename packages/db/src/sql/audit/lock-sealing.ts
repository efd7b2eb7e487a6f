import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Any number: nothing else may lock with it. */
const LOCK = 7_160_591_288_304_242n;

/** Lets one transaction at a time seal events. */
export const lockSealing = () =>
  statement({ locked: text }, Prisma.sql`SELECT pg_advisory_xact_lock(${LOCK})::text AS locked`);
