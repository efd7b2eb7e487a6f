import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

const PROGRAM = `
  import { createInterface } from 'node:readline';
  import { migrate } from '${new URL('../src/index.ts', import.meta.url).href}';
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  console.log('ready');
  for await (const line of createInterface(process.stdin)) {
    const [url, folder] = line.split(' ');
    console.log(await migrate(url, { folder, log }).then(() => 'done', (error) => error.message));
  }
`;

/** A process of its own that migrates databases when told. */
export class Migrator {
  private readonly process: ChildProcess;
  private readonly lines: Interface;

  private constructor(process: ChildProcess, lines: Interface) {
    this.process = process;
    this.lines = lines;
  }

  static async start(): Promise<Migrator> {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM], {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const migrator = new Migrator(child, createInterface(child.stdout));
    await once(migrator.lines, 'line');
    return migrator;
  }

  /** Answers `done`, or with the message of the failure. */
  async migrate(url: string, folder: string): Promise<string> {
    const answer = once(this.lines, 'line');
    this.process.stdin?.write(`${url} ${folder}\n`);
    return String((await answer)[0]);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}
