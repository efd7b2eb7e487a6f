import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  allMembers,
  answerTypeOf,
  exampleOf,
  type ObjectType,
  operations,
  type TypeRef,
} from '@ai-sessions/contract';
import { afterAll } from 'vitest';
import {
  type ClientOperation,
  type CodeOptions,
  languageOf,
  selectTypes,
  standardOptions,
  withBanner,
} from '../../src/index.ts';
import { hostile } from '../hostile.ts';

/** The whole API, and an operation that no language is glad of. */
export const everything: readonly ClientOperation[] = [...operations, hostile];

/** What a request says of itself, and its request and answer after decoding and encoding them. */
export interface RoundTrip {
  readonly name: string;
  readonly method: string;
  readonly request: unknown;
  /** `null` when nothing is returned. */
  readonly response: unknown;
}

/**
 * What every language must come to: the examples of the contract, as they were, and the same with that alone which must
 * be there. A value that is left out must not come back as zero.
 */
export const expected: readonly RoundTrip[] = everything.flatMap((operation) =>
  [exampleOf, leastOf].map((sampleOf) => ({
    name: operation.name,
    method: operation.verb,
    request: sampleOf(operation.request.type),
    response: answerOf(operation, sampleOf),
  })),
);

type Sample = Readonly<Record<string, unknown>>;

function answerOf(operation: ClientOperation, sampleOf: (type: ObjectType) => Sample): unknown {
  const answer = answerTypeOf(operation);
  if (answer?.kind === 'list') return [sampleOf(answer.item.type)];
  return answer ? sampleOf(answer.type) : null;
}

function leastOf(type: ObjectType): Sample {
  const whole = exampleOf(type);
  return Object.fromEntries(
    allMembers(type)
      .filter(({ required }) => required)
      .map((member) => [member.wireName, leastIn(member.type, whole[member.wireName])]),
  );
}

function leastIn(type: TypeRef, whole: unknown): unknown {
  if (type.kind === 'object') return leastOf(type.type);
  return type.kind === 'list' && type.item.kind === 'object' ? [leastOf(type.item.type)] : whole;
}

/** How code spells what an operation answers; undefined when that is nothing. */
export function answerIn(
  operation: ClientOperation,
  spelling: {
    readonly list: (item: string) => string;
    readonly generic: (name: string, typeArguments: string) => string;
    readonly name?: (name: string) => string;
  },
): string | undefined {
  const answer = answerTypeOf(operation);
  if (!answer) return undefined;
  const { name = (plain) => plain } = spelling;
  const one = answer.kind === 'list' ? answer.item.type : answer.type;
  const typeArguments = one.typeArguments.map((type) => name(type.name)).join(', ');
  const spelled = typeArguments ? spelling.generic(name(one.name), typeArguments) : name(one.name);
  return answer.kind === 'list' ? spelling.list(spelled) : spelled;
}

/**
 * A folder with files, by path, and with `samples.json` for programs to read: the examples of each operation. It is
 * gone when the tests of the file are over.
 */
export async function workshopWith(files: Readonly<Record<string, string>>): Promise<Workshop> {
  const workshop = new Workshop(await mkdtemp(join(tmpdir(), 'ai-sessions-toolchain-')));
  afterAll(() => rm(workshop.folder, { recursive: true, force: true }));
  await workshop.write('samples.json', JSON.stringify(expected.map(({ method: _, ...sample }) => sample)));
  for (const [file, content] of Object.entries(files)) await workshop.write(file, content);
  return workshop;
}

/** A folder in which tools run. */
class Workshop {
  constructor(readonly folder: string) {}

  async write(file: string, content: string): Promise<void> {
    const path = join(this.folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  /** Runs a tool in the folder; what it printed. Throws with all it said when it fails or is not there. */
  async run(tool: Tool, ...options: readonly string[]): Promise<string> {
    const child = spawn(tool.command, options, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...tool.environment },
    });
    const ended = once(child, 'close').catch((cause: unknown) => {
      throw new Error(`${tool.command} cannot be run. Install it: ${installOf(tool)}`, { cause });
    });
    const [printed, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (code === 0) return printed;
    throw new Error(
      `${tool.command} ${options.join(' ')} ended with ${code}. It needs: ${installOf(tool)}\n${printed}${complaints}`,
    );
  }
}

/** A command, and the Debian packages that it and what it loads come from. */
export interface Tool {
  readonly command: string;
  readonly packages: string;
  readonly environment?: Readonly<Record<string, string>>;
}

function installOf({ packages }: Tool): string {
  return `apt-get install --no-install-recommends ${packages}`;
}

const SOURCE = { baseUrl: 'http://localhost:3000', version: '1.0.0' };

/** The client code of everything in a language, varied by options, with them on top as at its address. */
export function codeIn(slug: string, given: Partial<CodeOptions> = {}): string {
  const language = languageOf(slug);
  if (!language) throw new Error(`There is no ${slug}.`);
  const options = { ...standardOptions, ...given };
  const all = { include: [], exclude: [] };
  const code = language.write(selectTypes(everything, all, options), options);
  return withBanner(language, code, SOURCE, all, given);
}

/** What a program printed of every operation. */
export function roundTrips(printed: string): readonly RoundTrip[] {
  return JSON.parse(printed);
}
