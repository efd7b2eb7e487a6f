import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  allMembers,
  answerTypeOf,
  exampleOf,
  type ObjectType,
  type Operation,
  operations,
  type TypeRef,
} from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { codecs } from '@ai-sessions/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { type InputMaker, prepareInputs } from './support/operation-inputs.ts';
import { freePort, type RunningService, startService } from './support/service.ts';
import { startUnfitTarget, type UnfitTarget } from './support/unfit-target.ts';

const PACKAGES = 'mono-mcs libmono-system-runtime-serialization4.0-cil';
const SERVICESTACK = join(
  import.meta.dirname,
  '../../../packages/client-code/test/toolchains/ServiceStack.cs',
);

let database: TestDatabase;
let mail: MailServer;
let service: RunningService;
let target: UnfitTarget;
let inputOf: InputMaker;
let folder: string;

beforeAll(async () => {
  [database, mail] = await Promise.all([createTestDatabase(), startMailServer()]);
  target = await startUnfitTarget();
  service = await startService({
    ...target.environment,
    DATABASE_URL: database.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
    PUBLIC_URL: 'http://sessions.example.com',
    PORT: await freePort(),
  });
  inputOf = await prepareInputs(service, target);
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-dotnet-'));
});

afterAll(async () => {
  await target.stop();
  await service.stop();
  await mail.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const answering = operations.flatMap((operation) => {
  const type = answerTypeOf(operation);
  return type ? [[operation.name, operation, type] as const] : [];
});

/** Calls an operation by its predefined route, and takes the answer in a format. */
async function call(operation: Operation, format: 'json' | 'xml'): Promise<string> {
  const input = await inputOf(operation);
  const inQuery = operation.verb === 'GET' || operation.verb === 'DELETE';
  const query = new URLSearchParams({ format });
  if (inQuery) for (const [name, value] of Object.entries(input)) query.set(name, String(value));
  const answer = await service.request(`/api/${operation.name}?${query}`, {
    method: operation.verb,
    ...(inQuery ? {} : { json: input }),
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
}

it.each(answering)('%s is answered with the type that is declared', async (_, operation, type) => {
  expect(unlike(JSON.parse(await call(operation, 'json')), type, 'answer')).toEqual([]);
});

describe("the reader of .NET's data contracts understands every answer of every operation in XML", () => {
  const documents = new Map<string, { readonly text: string; readonly type: TypeRef }>();

  beforeAll(async () => {
    for (const [name, operation, type] of answering) {
      const full = withoutBlanks(exampleOf(type.kind === 'list' ? type.item.type : type.type));
      const answers = {
        live: await call(operation, 'xml'),
        full: codecs.xml.encode(type.kind === 'list' ? [full] : full, type),
        least: codecs.xml.encode(type.kind === 'list' ? [] : leastOf(type.type), type),
      };
      for (const [kind, text] of Object.entries(answers)) {
        documents.set(`${name}.${kind}`, { text, type });
        await writeFile(join(folder, `${name}.${kind}.xml`), text);
      }
    }
  });

  it.each([
    ['with attributes', 'AddDataContractAttributes=true'],
    ['without attributes', ''],
    ['in a namespace of its own', 'GlobalNamespace=Acme.Dtos&AddDataContractAttributes=true'],
  ])('with the client code %s', { timeout: 120_000 }, async (_, options) => {
    expect(await readAnswers(options)).toBe('');
    for (const [name, { text, type }] of documents) {
      const read = await readFile(join(folder, `${name}.read`), 'utf8');
      expect([name, codecs.xml.decode(read, type)]).toEqual([name, codecs.xml.decode(text, type)]);
      await rm(join(folder, `${name}.read`));
    }
  });
});

/** Compiles the code that the service hands out with a reader, and runs it. */
async function readAnswers(options: string): Promise<string> {
  const { text } = await service.request(`/types/csharp?${options}`, { authorization: null });
  await writeFile(join(folder, 'Dtos.cs'), text);
  await copyFile(SERVICESTACK, join(folder, 'ServiceStack.cs'));
  await copyFile(join(import.meta.dirname, 'dotnet/ReadAnswers.cs'), join(folder, 'ReadAnswers.cs'));
  const sources = ['ReadAnswers.cs', 'ServiceStack.cs', 'Dtos.cs'];
  const run = async (command: string, ...rest: string[]) =>
    (await promisify(execFile)(command, rest, { cwd: folder })).stdout;
  try {
    await run('mcs', '-r:System.Runtime.Serialization', '-out:ReadAnswers.exe', ...sources);
    return await run('mono', 'ReadAnswers.exe', folder);
  } catch (cause) {
    throw new Error(`Mono failed. It needs: apt-get install --no-install-recommends ${PACKAGES}`, { cause });
  }
}

/** An object in which only that is filled in which must be. */
function leastOf(type: ObjectType): Readonly<Record<string, unknown>> {
  const all = exampleOf(type);
  return Object.fromEntries(
    allMembers(type).flatMap(({ wireName, required }) => (required ? [[wireName, all[wireName]]] : [])),
  );
}

/** What examples leave empty in an object is nothing that the service would answer. */
function withoutBlanks(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== ''));
}

/** In what a value in JSON is not of a type, by path: also members that are missing, and those that nobody declared. */
function unlike(value: unknown, type: TypeRef, path: string): readonly string[] {
  switch (type.kind) {
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item, index) => unlike(item, type.item, `${path}[${index}]`))
        : [`${path} is no list`];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([name, item]) => unlike(item, type.value, `${path}.${name}`))
        : [`${path} is no map`];
    case 'object':
      return isObject(value) ? unlikeObject(value, type.type, path) : [`${path} is no object`];
    case 'enum':
      return type.type.values.some((one) => one === value) ? [] : [`${path} is no ${type.type.name}`];
    case 'int':
      return Number.isSafeInteger(value) ? [] : [`${path} is no int`];
    case 'double':
      return typeof value === 'number' ? [] : [`${path} is no number`];
    case 'bool':
      return typeof value === 'boolean' ? [] : [`${path} is no bool`];
    case 'string':
    case 'datetime':
      return typeof value === 'string' ? [] : [`${path} is no text`];
    default:
      return type satisfies never;
  }
}

function unlikeObject(
  value: Readonly<Record<string, unknown>>,
  type: ObjectType,
  path: string,
): readonly string[] {
  const members = allMembers(type);
  const unknown = Object.keys(value).filter((name) => !members.some(({ wireName }) => wireName === name));
  return [
    ...unknown.map((name) => `${path}.${name} is not declared`),
    ...members.flatMap(({ wireName, type: inner, required }) => {
      if (value[wireName] !== undefined) return unlike(value[wireName], inner, `${path}.${wireName}`);
      return required ? [`${path}.${wireName} is missing`] : [];
    }),
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
