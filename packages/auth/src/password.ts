import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** argon2id as OWASP's Password Storage Cheat Sheet recommends it: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing is made to be slow. It runs off the event loop, and only so many at once that the rest goes on. */
const limit = pLimit(2);

/** Verified against when there is no user, so that both cases take equally long. */
let dummyHash: Promise<string> | undefined;

/**
 * A password in the one form in which it is hashed: NFKC, as NIST SP 800-63B asks for. Keyboards write the same letter
 * as one character or as a letter with a mark (macOS), and Latin letters in full width (Japanese).
 */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Hashes a password with argon2id into a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return limit(() => hash(normalizePassword(password), PARAMETERS));
}

/** How a hash with our parameters begins: their order is that of the PHC string format. */
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** Whether a hash was made with other parameters than those of today. */
function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(CURRENT);
}

/**
 * Whether a password belongs to a hash: `outdated` when it does, but the hash should be made anew. Takes as long when
 * there is no hash. Hashes of earlier versions were made of what was typed, in whichever form that was, so the others
 * are tried too; most passwords have one form only.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<'right' | 'outdated' | 'wrong'> {
  dummyHash ??= hashPassword(crypto.randomUUID());
  const against = passwordHash ?? (await dummyHash);
  const normal = normalizePassword(password);
  for (const form of new Set([normal, password, password.normalize('NFC'), password.normalize('NFD')])) {
    const matches = await limit(() => verify(against, form).catch(() => false));
    if (matches && passwordHash) return form === normal && !isOutdated(passwordHash) ? 'right' : 'outdated';
  }
  return 'wrong';
}
