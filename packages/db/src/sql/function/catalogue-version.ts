import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Reads the version of the catalogue of functions. */
export const selectCatalogueVersion = () =>
  statement({ version: int }, Prisma.sql`SELECT version FROM ai_catalogue`);
