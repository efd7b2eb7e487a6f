// What the tests need beside Node: a browser, and the toolchains of the languages that client code is generated for. On
// Debian they are installed when we are root; elsewhere the missing ones are printed, and the tests that need them fail.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './workspace.mjs';

/** Debian packages, each with a check whether it is installed. */
const tools = [
  { isInstalled: () => process.env.CHROMIUM_PATH || onPath('chromium'), packages: ['chromium'] },
  { isInstalled: () => onPath('javac'), packages: ['default-jdk-headless'] },
  { isInstalled: () => existsSync('/usr/share/java/gson.jar'), packages: ['libgoogle-gson-java'] },
  { isInstalled: () => onPath('kotlinc'), packages: ['kotlin'] },
  { isInstalled: () => onPath('mcs'), packages: ['mono-mcs'] },
  { isInstalled: hasDataContracts, packages: ['libmono-system-runtime-serialization4.0-cil'] },
  { isInstalled: () => onPath('php'), packages: ['php-cli'] },
  { isInstalled: () => onPath('go'), packages: ['golang-go'] },
  { isInstalled: () => onPath('ruby'), packages: ['ruby'] },
  { isInstalled: () => onPath('cargo'), packages: ['cargo'] },
  { isInstalled: () => onPath('curl'), packages: ['curl'] },
  { isInstalled: () => onPath('wget'), packages: ['wget'] },
  { isInstalled: () => existsSync('/usr/sbin/nginx'), packages: ['nginx'] },
  { isInstalled: () => existsSync('/usr/sbin/apache2'), packages: ['apache2-bin'] },
  { isInstalled: () => existsSync('/usr/sbin/pgbouncer'), packages: ['pgbouncer'] },
  { isInstalled: () => existsSync('/usr/lib/postgresql'), packages: ['postgresql'] },
  { isInstalled: () => existsSync('/usr/sbin/haproxy'), packages: ['haproxy'] },
  {
    isInstalled: hasSerde,
    packages: ['librust-serde-dev', 'librust-serde-derive-dev', 'librust-serde-json-dev'],
  },
  {
    isInstalled: hasDataclassesJson,
    packages: ['python3', 'python3-dataclasses-json', 'python3-marshmallow'],
  },
];

/** Installs what is missing, or prints it. */
export async function installTools() {
  const packages = tools.filter(({ isInstalled }) => !isInstalled()).flatMap((tool) => tool.packages);
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.log(`Some tests need: apt-get install --no-install-recommends ${packages.join(' ')}`);
    return;
  }
  console.log(`Installing ${packages.join(', ')} ...`);
  await run('apt-get', ['update', '-qq']);
  const options = ['-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-unsafe-io'];
  await run('apt-get', ['install', ...options, ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
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
