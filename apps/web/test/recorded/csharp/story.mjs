// Compiles the client code and the story against the client that a checkout of ServiceStack has in lib/net45, and runs
// it: story.mjs CHECKOUT FOLDER ADDRESS. It needs Debian's mono-mcs and libmono-cil-dev. v5.1.0 is the last version of
// which the repository has a client that runs without packages of NuGet.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , checkout, folder, address] = process.argv;
const libraries = ['Client', 'Interfaces', 'Text'].map((name) => `ServiceStack.${name}.dll`);
for (const library of libraries) copyFileSync(join(checkout, 'lib/net45', library), join(folder, library));

const references = ['System.Runtime.Serialization', ...libraries.map((library) => join(folder, library))];
const program = join(folder, 'Story.exe');
execFileSync(
  'mcs',
  [
    // A class of the client code goes before one of the library.
    '-nowarn:436',
    ...references.map((one) => `-r:${one}`),
    `-out:${program}`,
    join(folder, 'dtos.cs'),
    join(import.meta.dirname, 'Story.cs'),
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
execFileSync('mono', [program, address], { stdio: 'inherit' });
