import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Any number: nothing else may lock with it. */
const LOCK = 7_160_591_288_304_241n;

/** Lets one transaction at a time decide whether a new signing key is needed. */
export const lockSigningKeys = () =>
  statement({ locked: text }, Prisma.sql`SELECT pg_advisory_xact_lock(${LOCK})::text AS locked`);
