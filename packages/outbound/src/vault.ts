import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps texts unreadable where they are stored. */
export interface Vault {
  /** Encrypts a text. It opens only with the same `context`, which says where it belongs. */
  seal(text: string, context: string): string;
  /** The text that was sealed; undefined if it was changed, belongs elsewhere, or was sealed with another secret. */
  open(sealed: string, context: string): string | undefined;
  /** Stands for a text where texts are compared: the same for the same text and `context`, and no way back without the secret. */
  mark(text: string, context: string): string;
}

/** Makes a {@link Vault} (AES-256-GCM) whose key is derived from a secret of 32 characters or more. */
export function createVault(secret: string): Vault {
  if (secret.length < 32) throw new RangeError('The secret of a vault has 32 characters or more.');
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'ai-sessions outbound vault v1', 32));
  const markKey = Buffer.from(hkdfSync('sha256', secret, '', 'ai-sessions outbound mark v1', 32));
  return {
    mark: (text, context) =>
      createHmac('sha256', markKey)
        .update(JSON.stringify([context, text]))
        .digest('base64url'),
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(`${VERSION}:${context}`));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, encoded, ...rest] = sealed.split('.');
      if (version !== VERSION || encoded === undefined || rest.length > 0) return undefined;
      const bytes = Buffer.from(encoded, 'base64url');
      // The decoder skips what it does not know, and takes the other alphabet too.
      if (bytes.toString('base64url') !== encoded) return undefined;
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(`${VERSION}:${context}`));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
