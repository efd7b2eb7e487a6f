import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '@ai-sessions/config';

/** The top folder of the checkout, or of what was packaged from it: where the migrations are. */
export function checkoutFolder(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'prisma/migrations'))) {
    const above = dirname(folder);
    if (above === folder) throw new ConfigurationError('Start this from inside the checkout.');
    folder = above;
  }
  return folder;
}
