// What the tests start beside Node: a browser, and the tools of languages that there is client code in. On Debian they
// are installed when we may; elsewhere it is said which are missing, and the tests that need them fail.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './workspace.mjs';

/** Debian packages by what shows that they are there. */
const tools = [
  { there: () => process.env.CHROMIUM_PATH || onPath('chromium'), packages: ['chromium'] },
  { there: () => onPath('javac'), packages: ['default-jdk-headless'] },
  { there: () => existsSync('/usr/share/java/gson.jar'), packages: ['libgoogle-gson-java'] },
  { there: () => onPath('kotlinc'), packages: ['kotlin'] },
  { there: () => onPath('mcs'), packages: ['mono-mcs'] },
  { there: hasDataContracts, packages: ['libmono-system-runtime-serialization4.0-cil'] },
  { there: () => onPath('php'), packages: ['php-cli'] },
  { there: () => onPath('go'), packages: ['golang-go'] },
  { there: () => onPath('ruby'), packages: ['ruby'] },
  { there: () => onPath('cargo'), packages: ['cargo'] },
  { there: () => onPath('curl'), packages: ['curl'] },
  { there: () => onPath('wget'), packages: ['wget'] },
  { there: () => existsSync('/usr/sbin/nginx'), packages: ['nginx'] },
  { there: () => existsSync('/usr/sbin/apache2'), packages: ['apache2-bin'] },
  { there: hasSerde, packages: ['librust-serde-dev', 'librust-serde-derive-dev', 'librust-serde-json-dev'] },
  { there: hasDataclassesJson, packages: ['python3', 'python3-dataclasses-json', 'python3-marshmallow'] },
];

/** Installs what is missing, or says what it is. */
export async function installTools() {
  const packages = tools.filter(({ there }) => !there()).flatMap((tool) => tool.packages);
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.log(`Some tests need: apt-get install --no-install-recommends ${packages.join(' ')}`);
    return;
  }
  console.log(`Installing ${packages.join(', ')} ...`);
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

function hasDataContracts() {
  return existsSync('/usr/lib/mono/4.5/System.Runtime.Serialization.dll');
}

function hasSerde() {
  const registry = '/usr/share/cargo/registry';
  return existsSync(registry) && readdirSync(registry).some((name) => name.startsWith('serde_json-1'));
}

function hasDataclassesJson() {
  return spawnSync('/usr/bin/python3', ['-c', 'import dataclasses_json, marshmallow']).status === 0;
}
