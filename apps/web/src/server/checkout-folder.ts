import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '@ai-sessions/config';

/** The top folder of the checkout: where the workspace file is. */
export function checkoutFolder(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'pnpm-workspace.yaml'))) {
    const above = dirname(folder);
    if (above === folder) throw new ConfigurationError('Start this from inside the checkout.');
    folder = above;
  }
  return folder;
}
