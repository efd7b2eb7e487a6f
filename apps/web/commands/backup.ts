import { parseArgs } from 'node:util';
import { backUp, bytesOf, rowsOf } from '@ai-sessions/db/backup';
import { VERSION } from '../src/server/version.ts';
import { interruption, runCommand, typedPath, withServer } from './command.ts';
import { rowsBar } from './rows-bar.ts';
import { secretFingerprint } from './secret-fingerprint.ts';

const USAGE = 'Usage: npm run backup -- <folder to make> [--with-secrets]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { 'with-secrets': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [folder, ...others] = positionals;
  if (!folder || others.length > 0) throw new Error(USAGE);
  const withSecrets = values['with-secrets'];
  const signal = interruption();
  const bar = rowsBar();
  const { folder: made, manifest } = await withServer(async ({ url, configuration, migrations }) =>
    backUp(url, {
      folder: typedPath(folder),
      migrations,
      version: VERSION,
      withSecrets,
      secretFingerprint: withSecrets ? await secretFingerprint(configuration) : undefined,
      signal,
      onBegin: bar.begin,
      onRows: bar.add,
    }),
  ).finally(bar.end);
  const size = `${(bytesOf(manifest) / 1e6).toFixed(1)} MB`;
  console.log(`${made}: ${rowsOf(manifest)} rows as of ${manifest.dateCreated}, ${size}.`);
  console.log(
    withSecrets
      ? 'It has secrets. Those of functions, webhooks and accounts can only be read with the same AUTH_SECRET (auth-secret in DATA_DIR): keep that, in another place.'
      : 'It has no secrets: after a restore, passwords and API keys are set anew. --with-secrets keeps them.',
  );
});
