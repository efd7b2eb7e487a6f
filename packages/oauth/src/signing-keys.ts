import {
  addSigningKey,
  type Db,
  forgetOldSigningKeys,
  listSigningKeys,
  type StoredSigningKey,
} from '@ai-sessions/db';
import type { Vault } from '@ai-sessions/outbound';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';

/** With what access tokens are signed. */
export const SIGNING_ALGORITHM = 'ES256';

const DAY_SECONDS = 86_400;
/** A new key signs after so long. */
const ROTATED_SECONDS = 90 * DAY_SECONDS;
/** Keys that sign no more are kept for as long as this: much longer than what they have signed. */
const KEPT_SECONDS = ROTATED_SECONDS + DAY_SECONDS;
/** How long the keys are believed to be the same. */
const BELIEVED_MS = 60_000;
/** How often a key that is not known is looked for. */
const LOOKED_FOR_MS = 1_000;

/** A pair of keys that can sign. */
interface SigningKey {
  readonly id: string;
  /** With its private part. */
  readonly jwk: JWK;
}

/** The keys that all processes on a database sign access tokens with. */
export interface SigningKeys {
  /** The keys, the one that signs first. It is made when there is none, or when it is old. */
  current(): Promise<readonly [SigningKey, ...SigningKey[]]>;
  /** Finds the public key that a token names. */
  readonly find: JWTVerifyGetKey;
  /** Forgets keys whose tokens have all expired. */
  purge(): Promise<void>;
}

const Jwk = z.looseObject({ kty: z.literal('EC'), crv: z.string(), x: z.string(), y: z.string() });
const PrivateJwk = Jwk.extend({ d: z.string() });
/** What private keys are sealed for. */
export const SIGNING_KEY_SECRET = 'oauth signing key';

/** Makes {@link SigningKeys}, which are stored sealed. */
export function createSigningKeys(db: Db, vault: Vault): SigningKeys {
  let read: { readonly at: number; readonly keys: Promise<readonly StoredSigningKey[]> } | undefined;

  async function stored(maximumAgeMs: number): Promise<readonly StoredSigningKey[]> {
    if (!read || performance.now() - read.at > maximumAgeMs) {
      const keys = listSigningKeys(db);
      read = { at: performance.now(), keys };
      keys.catch(() => {
        read = undefined;
      });
    }
    return read.keys;
  }

  /** Keys that were sealed with another secret cannot sign. */
  function opened(keys: readonly StoredSigningKey[]): SigningKey[] {
    return keys.flatMap(({ id, sealedPrivateKey }) => {
      const text = vault.open(sealedPrivateKey, SIGNING_KEY_SECRET);
      const jwk = text === undefined ? undefined : PrivateJwk.safeParse(JSON.parse(text)).data;
      return jwk ? [{ id, jwk: { ...jwk, kid: id, alg: SIGNING_ALGORITHM, use: 'sig' } }] : [];
    });
  }

  return {
    async current() {
      let keys = await stored(BELIEVED_MS);
      const [newest] = keys;
      if (!newest || newest.ageSeconds > ROTATED_SECONDS || opened([newest]).length === 0) {
        await addSigningKey(db, await newKey(vault), newest?.id);
        keys = await stored(0);
      }
      const [first, ...others] = opened(keys);
      if (!first) throw new Error('There is no key to sign access tokens with.');
      return [first, ...others];
    },
    async find({ kid, alg }) {
      const known = (keys: readonly StoredSigningKey[]) => keys.find(({ id }) => id === kid);
      const key = known(await stored(BELIEVED_MS)) ?? known(await stored(LOOKED_FOR_MS));
      if (!key || alg !== SIGNING_ALGORITHM) throw new TypeError('No such key signs access tokens here.');
      return importJWK(Jwk.parse(key.publicKey), SIGNING_ALGORITHM);
    },
    purge: () => forgetOldSigningKeys(db, KEPT_SECONDS),
  };
}

async function newKey(vault: Vault) {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const [shown, secret] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)]);
  return {
    id: await calculateJwkThumbprint(shown),
    publicKey: Jwk.parse(shown),
    sealedPrivateKey: vault.seal(JSON.stringify(secret), SIGNING_KEY_SECRET),
  };
}
