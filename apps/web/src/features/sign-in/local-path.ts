import { isLocalPath } from '@ai-sessions/contract';

const HOME = '/';

/** Where to go after signing in: only to a path of our own. Everything else leads home. */
export function localPath(wanted: unknown): string {
  return typeof wanted === 'string' && isLocalPath(wanted) ? wanted : HOME;
}
