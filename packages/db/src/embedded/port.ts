import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Place } from './place.ts';

/**
 * A free port of 127.0.0.1: the wanted one, else the last one of this place, else any. The last one is preferred
 * because a process that missed a restart still expects the database there.
 */
export async function choosePort(place: Place, wanted: number | undefined): Promise<number> {
  const last = Number(await readFile(fileOf(place), 'utf8').catch(() => ''));
  for (const port of [wanted, last]) {
    if (port && Number.isInteger(port) && port < 65_536 && (await isFree(port))) return port;
  }
  return listenOn(0);
}

/** Remembers the port of a place. */
export async function rememberPort(place: Place, port: number): Promise<void> {
  await writeFile(fileOf(place), `${port}\n`, { mode: 0o600 });
}

function fileOf({ folder }: Place): string {
  return join(folder, 'port');
}

function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  );
}

/** Listens for a moment; 0 stands for a port that the system chooses. */
function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
