import { classifyDatabaseError } from '../database-error.ts';

/** Why a backup could not be made or restored. The message is one sentence that says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);
const NO_ACCESS = new Set(['EACCES', 'EPERM', 'EROFS']);
const NOT_ALLOWED = '42501';
const LOCKED = '55P03';

/** The sentence for whatever went wrong while a folder was written or read; other errors stay as they are. */
export function toldOf(error: unknown, folder: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return new BackupError('It was interrupted: nothing was kept.', { cause: error });
  if (error instanceof BackupError || !(error instanceof Error)) return error;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') {
    if (NO_ROOM.has(code)) return new BackupError(`There is no room left for ${folder}.`, { cause: error });
    if (NO_ACCESS.has(code)) {
      return new BackupError(`${folder} cannot be used: ${error.message}.`, { cause: error });
    }
    if (code === 'ENOENT')
      return new BackupError(`There is no such file or folder: ${pathIn(error)}.`, { cause: error });
    if (code === NOT_ALLOWED) {
      return new BackupError(`The user of the database may not do this: ${error.message}.`, { cause: error });
    }
    if (code === LOCKED) {
      return new BackupError('The tables are locked, perhaps by a migration. Try again when it is done.', {
        cause: error,
      });
    }
  }
  switch (classifyDatabaseError(error)) {
    case 'unavailable':
      return new BackupError(`The database cannot be reached any more (${error.message}).`, { cause: error });
    case 'storageFull':
      return new BackupError(`The storage of the database is full (${error.message}).`, { cause: error });
    case 'other':
      return error;
  }
}

function pathIn(error: Error): string {
  return 'path' in error && typeof error.path === 'string' ? error.path : error.message;
}
