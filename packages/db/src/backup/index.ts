export { type BackupOptions, backUp } from './back-up.ts';
export { BackupError } from './backup-error.ts';
export { type Backup, readBackup } from './folder.ts';
export { bytesOf, rowsOf } from './manifest.ts';
export { type RestoreOptions, restore } from './restore.ts';
