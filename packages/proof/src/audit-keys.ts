import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { addAuditKey, type Db, listAuditKeys, type StoredAuditKey } from '@ai-sessions/db';
import type { Vault } from '@ai-sessions/outbound';
import { keyIdOf } from '@ai-sessions/verify';

/** How long the keys are believed to be the same. */
const BELIEVED_MS = 60_000;
/** What private keys are sealed for. */
export const AUDIT_KEY_SECRET = 'audit signing key';

/** A key that can sign. */
export interface AuditSigner {
  readonly id: string;
  /** Ed25519 signature over a text. */
  sign(text: string): Buffer;
}

/** The keys that all processes on a database sign heads and evidence with. */
export interface AuditKeys {
  /** The key that signs. It is made when there is none, or none that opens with the secret of this process. */
  signer(): Promise<AuditSigner>;
  /** All keys, newest first: what was signed with an old one is checked with it. */
  all(): Promise<readonly Pick<StoredAuditKey, 'id' | 'publicKey' | 'dateCreated'>[]>;
}

type SealingVault = Pick<Vault, 'seal' | 'open'>;

/** Makes {@link AuditKeys}, which are stored sealed. */
export function createAuditKeys(db: Db, vault: SealingVault): AuditKeys {
  let read: { readonly at: number; readonly keys: readonly StoredAuditKey[] } | undefined;

  async function stored(): Promise<readonly StoredAuditKey[]> {
    read = { at: performance.now(), keys: await listAuditKeys(db) };
    return read.keys;
  }

  /** A key that was sealed with another secret, or came without its private part, cannot sign. */
  function signerOf(key: StoredAuditKey | undefined): AuditSigner | undefined {
    const pem = key && vault.open(key.sealedPrivateKey, AUDIT_KEY_SECRET);
    if (key === undefined || pem === undefined) return undefined;
    const privateKey = createPrivateKey(pem);
    return { id: key.id, sign: (text) => sign(null, Buffer.from(text), privateKey) };
  }

  return {
    async signer() {
      const believed = read && performance.now() - read.at < BELIEVED_MS ? read.keys : await stored();
      const known = signerOf(believed[0]);
      if (known) return known;
      const [newest] = await stored();
      await addAuditKey(db, newKey(vault), newest?.id);
      const made = signerOf((await stored())[0]);
      if (!made) throw new Error('There is no key to sign the audit trail with.');
      return made;
    },
    all: stored,
  };
}

function newKey(vault: SealingVault) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    id: keyIdOf(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sealedPrivateKey: vault.seal(
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      AUDIT_KEY_SECRET,
    ),
  };
}
