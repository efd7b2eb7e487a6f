import { createHash } from 'node:crypto';

/** Texts whose names are kept; there are some hundred, and some thousand with all filters and orders. */
const MAXIMUM_NAMES = 5_000;

const names = new Map<string, string>();

/** The name of a prepared statement: it makes PostgreSQL keep the plan. Equal text has an equal name. */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  if (names.size < MAXIMUM_NAMES) names.set(text, name);
  return name;
}
