import { hash } from 'node:crypto';

/** Names a value in an ETag: 22 characters of base64url. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22);
}
