import { createHash } from 'node:crypto';

/** Names a value in an ETag: 22 characters of base64url. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
