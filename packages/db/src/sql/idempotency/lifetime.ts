import { Prisma } from '../../generated/prisma/client.ts';

/** How long a key is remembered. */
export const LIFETIME = Prisma.sql`interval '24 hours'`;
