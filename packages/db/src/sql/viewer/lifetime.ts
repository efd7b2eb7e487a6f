import { Prisma } from '../../generated/prisma/client.ts';

/** How long somebody counts as looking at a session after their process last said so. */
export const VIEWER_LIFETIME = Prisma.sql`interval '15 seconds'`;
