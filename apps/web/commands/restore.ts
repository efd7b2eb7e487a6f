import { parseArgs } from 'node:util';
import type { ProgramOperation } from '@ai-sessions/contract';
import { readBackup, restore, rowsOf } from '@ai-sessions/db/backup';
import { interruption, runCommand, typedPath, withServer } from './command.ts';
import { rowsBar } from './rows-bar.ts';
import { secretFingerprint } from './secret-fingerprint.ts';

const USAGE = 'Usage: npm run restore -- <folder of a backup> [--check] [--keep-applying]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      'keep-applying': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [folder, ...others] = positionals;
  if (!folder || others.length > 0) throw new Error(USAGE);
  const signal = interruption();
  const backup = await readBackup(typedPath(folder), signal);
  const { manifest } = backup;
  const what = `${rowsOf(manifest)} rows as of ${manifest.dateCreated}, version ${manifest.version}, ${manifest.withSecrets ? 'with' : 'without'} secrets`;
  if (values.check) {
    console.log(`Nothing is missing or altered: ${what}.`);
    return;
  }
  const bar = rowsBar();
  const isOtherSecret = await withServer(async ({ url, configuration, migrations, log }) => {
    bar.begin(rowsOf(manifest));
    await restore(url, backup, {
      migrations,
      log,
      stopApplying: values['keep-applying']
        ? undefined
        : { userName: 'system', operation: 'npm run restore' satisfies ProgramOperation },
      signal,
      onRows: bar.add,
    });
    const { secretFingerprint: expected } = manifest;
    return expected !== undefined && expected !== (await secretFingerprint(configuration));
  }).finally(bar.end);
  console.log(`Restored: ${what}.`);
  if (!manifest.withSecrets) {
    console.log(
      'Nobody has a password and no API key works. `npm run recovery-link -- --user <e-mail address>` lets somebody set one; the secrets of functions, webhooks and accounts are set on their pages.',
    );
  }
  if (isOtherSecret) {
    console.log(
      'AUTH_SECRET is another than the secrets were sealed with. Set it, or put auth-secret into DATA_DIR, before the service starts.',
    );
  }
  if (!values['keep-applying']) {
    console.log(
      'Applying is stopped: what was applied since the backup is not known here. Let it go on when that is settled.',
    );
  }
});
