import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'ais_';

/** A new API key: shown once, then only its hash and first characters remain. */
export interface NewApiKey {
  readonly key: string;
  /** The first characters, to recognise the key by. */
  readonly prefix: string;
  readonly hash: Buffer<ArrayBuffer>;
}

/** Makes an API key of 256 random bits. */
export function newApiKey(): NewApiKey {
  const key = PREFIX + randomBytes(32).toString('base64url');
  return { key, prefix: key.slice(0, 12), hash: hashApiKey(key) };
}

/** SHA-256 of a key: the key has so much entropy that a slow hash would add nothing. */
export function hashApiKey(key: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(key).digest();
}

/** Whether a text has the form of our keys. */
export function isApiKey(text: string): boolean {
  return /^ais_[\w-]{43}$/.test(text);
}
