import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Fault } from './fault.ts';
import { bytesOf, sha256 } from './hash.ts';

/** A public key that signatures are checked with. */
export interface PublicKey {
  /** SHA-256 of the key as DER (SubjectPublicKeyInfo), in hexadecimal digits. */
  readonly id: string;
  /** Whether a signature, in hexadecimal digits, is one of this key over a text. */
  verifies(signed: string, signature: string): boolean;
}

/**
 * Reads a public key as PEM.
 *
 * @throws Fault when it is none of Ed25519.
 */
export function publicKeyOf(pem: string, place: string): PublicKey {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    throw new Fault(place, 'This is not a public key as PEM.');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Fault(place, 'This is not a key of Ed25519.');
  return {
    id: keyIdOf(key),
    verifies: (signed, signature) => verify(null, Buffer.from(signed), key, bytesOf(signature)),
  };
}

/** Names a key: SHA-256 of the public key as DER, in hexadecimal digits. */
export function keyIdOf(key: KeyObject): string {
  return sha256(key.export({ type: 'spki', format: 'der' })).toString('hex');
}
