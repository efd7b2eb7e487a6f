import { Prisma } from '../../generated/prisma/client.ts';

/** How long a process that carries out a run counts as alive after it last said so. */
export const LEASE = Prisma.sql`interval '5 seconds'`;
