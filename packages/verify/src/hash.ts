import { createHash } from 'node:crypto';

/** SHA-256 over parts, one after the other; text as UTF-8. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Bytes of hexadecimal digits. */
export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/**
 * Texts as a JSON array the way PostgreSQL's `json_build_array` writes it: with a blank after each comma. What a text
 * says cannot be mistaken for the border to the next.
 */
export function listOf(...texts: readonly (string | null | undefined)[]): string {
  return `[${texts.map((text) => JSON.stringify(text ?? null)).join(', ')}]`;
}
