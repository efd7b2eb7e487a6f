import { AUTH_SECRET_FILE, type Configuration, readSecret } from '@ai-sessions/config';
import { createVault } from '@ai-sessions/outbound';

/** Tells the secret of an installation from others, and does not tell it; `undefined` when it has none yet. */
export async function secretFingerprint({
  AUTH_SECRET,
  dataDirectory,
}: Configuration): Promise<string | undefined> {
  const secret = AUTH_SECRET ?? (await readSecret(dataDirectory, AUTH_SECRET_FILE));
  return secret && createVault(secret).mark('fingerprint', 'backup');
}
