import { chmod } from 'node:fs/promises';
import { makeFolder } from './make-folder.ts';

/** Folder for what must be outside a checkout that PostgreSQL's user cannot enter. */
export const SYSTEM_FOLDER = '/var/lib/ai-sessions';

/** Makes the folder; everybody may pass through it, whatever the umask says. */
export async function makeSystemFolder(): Promise<void> {
  await makeFolder(SYSTEM_FOLDER);
  await chmod(SYSTEM_FOLDER, 0o755);
}
