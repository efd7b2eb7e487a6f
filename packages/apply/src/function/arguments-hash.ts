import { createHash } from 'node:crypto';
import { jsonObjectOf } from '@ai-sessions/contract';
import { canonicalJson } from './canonical.ts';

/**
 * SHA-256 of arguments in canonical form (RFC 8785), in base64url: the same for texts that mean the same, whatever their
 * blanks, the order of their members or the way their numbers are written.
 */
export function argumentsHash(text = '{}'): string {
  return createHash('sha256')
    .update(canonicalJson(jsonObjectOf(text) ?? {}))
    .digest('base64url');
}
