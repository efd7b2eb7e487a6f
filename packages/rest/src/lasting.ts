import { hash } from 'node:crypto';
import type { TypeRef } from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';

/** The JSON of a value, and its hash once somebody has asked for it. */
interface Lasting {
  readonly text: string;
  hash: string | undefined;
}

/** Values that are kept and never change: a frozen one always has the same type. */
const lasting = new WeakMap<object, Lasting>();

/** The JSON of a value, which is written once when the value is frozen. */
export function jsonOf(value: unknown, ref: TypeRef): string {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value))
    return codecs.json.encode(value, ref, {});
  const known = lasting.get(value);
  if (known) return known.text;
  const text = codecs.json.encode(value, ref, {});
  lasting.set(value, { text, hash: undefined });
  return text;
}

/** Names the text of an answer: 22 characters of base64url. It is made once for the JSON of a value that is frozen. */
export function hashOf(text: string, value: unknown): string {
  const known = typeof value === 'object' && value !== null ? lasting.get(value) : undefined;
  if (known?.text !== text) return hashOfText(text);
  known.hash ??= hashOfText(text);
  return known.hash;
}

function hashOfText(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}
