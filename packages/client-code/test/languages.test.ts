import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { allMembers, operations, typesOf } from '@ai-sessions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientLanguage, type ClientOperation, languageOf, standardOptions } from '../src/index.ts';
import { hostile } from './hostile.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-client-code-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function language(slug: string): ClientLanguage {
  const found = languageOf(slug);
  if (!found) throw new Error(`There is no ${slug}.`);
  return found;
}

/** The whole API, and every operation by itself. */
const programs: [string, readonly ClientOperation[]][] = [
  ['the whole API', operations],
  ...operations.map((operation): [string, readonly ClientOperation[]] => [operation.name, [operation]]),
];

/** Fields have no other name in JavaScript, and `getMethod` is how ServiceStack's client asks a request. */
const awkward: ClientOperation = {
  ...hostile,
  request: {
    type: {
      ...hostile.request.type,
      members: hostile.request.type.members.filter(({ wireName }) => wireName !== 'getMethod'),
    },
  },
};

describe.each(['mjs', 'typescript'].map((slug) => [language(slug).name, language(slug)] as const))(
  '%s',
  (_, { write }) => {
    it.each(programs)('has every type of %s once, and every field', (_, wanted) => {
      const code = write(wanted);
      for (const operation of operations.filter((one) => wanted.includes(one))) {
        for (const type of Object.values(typesOf(operation))) {
          if (!type) continue;
          expect(code.match(new RegExp(`class ${type.name}\\b`, 'g'))).toHaveLength(1);
          for (const { wireName, description } of allMembers(type)) {
            expect(code).toMatch(new RegExp(`^ {4}(?:public )?${wireName}\\??[;:]`, 'm'));
            expect(code).toContain(description.replaceAll('\n', ' '));
          }
        }
      }
    });
  },
);

describe('JavaScript', () => {
  it.each([...programs, ['hostile wording', [awkward]] as const])('runs: %s', async (_, wanted) => {
    const file = join(folder, `${crypto.randomUUID()}.mjs`);
    await writeFile(file, language('mjs').write(wanted));
    const module: Record<string, new (init: object) => object> = await import(file);
    for (const { name } of wanted) {
      const made = new (module[name] ?? Object)({ id: 'x', purpose: 'y', countPerPage: 3 });
      expect(made).toMatchObject({ id: 'x', purpose: 'y', countPerPage: 3 });
    }
  });

  it('has on pages the structure that is documented', () => {
    const code = language('mjs').page?.(operations.filter(({ name }) => name === 'NewAISession'));
    expect(code).toMatchInlineSnapshot(`
      ""use strict";
      export class EntityInfo {
          /** @param {{id?:string,dateCreated?:string,dateLastModified?:string,createdBy?:string,lastModifiedBy?:string}} [init] */
          constructor(init) { Object.assign(this, init) }
          /**
           * @type {string}
           * @description Identifies the record. Given out by the service, never reused, and in order of creation. */
          id;
          /**
           * @type {string}
           * @description When the record was created: ISO 8601, UTC, milliseconds. */
          dateCreated;
          /**
           * @type {string}
           * @description When the record was last changed: ISO 8601, UTC, milliseconds. */
          dateLastModified;
          /**
           * @type {string}
           * @description E-mail address, at that moment, of the user who created the record. */
          createdBy;
          /**
           * @type {string}
           * @description E-mail address, at that moment, of the user who changed the record last. */
          lastModifiedBy;
      }
      /** @typedef {'Open'|'Applying'|'Applied'|'PartlyApplied'|'Failed'|'InDoubt'|'Discarded'} */
      export var AISessionState;
      (function (AISessionState) {
          AISessionState["Open"] = "Open"
          AISessionState["Applying"] = "Applying"
          AISessionState["Applied"] = "Applied"
          AISessionState["PartlyApplied"] = "PartlyApplied"
          AISessionState["Failed"] = "Failed"
          AISessionState["InDoubt"] = "InDoubt"
          AISessionState["Discarded"] = "Discarded"
      })(AISessionState || (AISessionState = {}));
      /** @typedef {'Queued'|'Accepted'|'Refused'|'Returned'|'Running'|'Applied'|'Failed'|'InDoubt'} */
      export var AISessionActionState;
      (function (AISessionActionState) {
          AISessionActionState["Queued"] = "Queued"
          AISessionActionState["Accepted"] = "Accepted"
          AISessionActionState["Refused"] = "Refused"
          AISessionActionState["Returned"] = "Returned"
          AISessionActionState["Running"] = "Running"
          AISessionActionState["Applied"] = "Applied"
          AISessionActionState["Failed"] = "Failed"
          AISessionActionState["InDoubt"] = "InDoubt"
      })(AISessionActionState || (AISessionActionState = {}));
      /** @typedef {'Ordinary'|'Dangerous'|'Irreversible'} */
      export var AIFunctionRisk;
      (function (AIFunctionRisk) {
          AIFunctionRisk["Ordinary"] = "Ordinary"
          AIFunctionRisk["Dangerous"] = "Dangerous"
          AIFunctionRisk["Irreversible"] = "Irreversible"
      })(AIFunctionRisk || (AIFunctionRisk = {}));
      export class AISessionActionVersion {
          /** @param {{arguments?:string,description?:string,state?:AISessionActionState,reason?:string,dateReplaced?:string,replacedBy?:string}} [init] */
          constructor(init) { Object.assign(this, init) }
          /**
           * @type {string}
           * @description Arguments until then: a JSON object, as text. */
          arguments;
          /**
           * @type {string}
           * @description Description until then. */
          description;
          /**
           * @type {AISessionActionState}
           * @description Where it stood until then. Absent when it was corrected before that was kept. */
          state;
          /**
           * @type {string}
           * @description What had been said when it was judged. */
          reason;
          /**
           * @type {string}
           * @description When it was corrected: ISO 8601, UTC. */
          dateReplaced;
          /**
           * @type {string}
           * @description E-mail address, at that moment, of whoever corrected it. */
          replacedBy;
      }
      export class AISessionActionInfo {
          /** @param {{date?:string,id?:string,functionName?:string,arguments?:string,description?:string,canBeApplied?:boolean,state?:AISessionActionState,title?:string,risk?:AIFunctionRisk,problems?:string[],demands?:string[],reason?:string,judgedBy?:string,dateJudged?:string,outcome?:string,earlierVersions?:AISessionActionVersion[],mayBeDoneTwice?:boolean,traceId?:string,traceParent?:string,traceState?:string}} [init] */
          constructor(init) { Object.assign(this, init) }
          /**
           * @type {string}
           * @description When it was queued: ISO 8601 in UTC. */
          date;
          /**
           * @type {string}
           * @description Identifies the action in its session. */
          id;
          /**
           * @type {string}
           * @description Function to call. */
          functionName;
          /**
           * @type {string}
           * @description Arguments of the call: a JSON object, as text. */
          arguments;
          /**
           * @type {string}
           * @description What the agent says it does. Nothing checks it: Title says what will happen. */
          description;
          /**
           * @type {boolean}
           * @description Whether applying the session would carry it out as things are now: its function is known and enabled, its arguments are valid and stay inside the account of the session, and it was not applied or refused. Demands says what has to be done first. */
          canBeApplied;
          /**
           * @type {AISessionActionState}
           * @description Where it stands. */
          state;
          /**
           * @type {string}
           * @description What it does, made from the function and the arguments. Absent for unknown functions. */
          title;
          /**
           * @type {AIFunctionRisk}
           * @description How much harm it can do. Absent for unknown functions. */
          risk;
          /**
           * @type {string[]}
           * @description Why it cannot be applied, a sentence each. Absent when there is nothing. */
          problems;
          /**
           * @type {string[]}
           * @description What has to be done before it is carried out, because its function can do harm: a sentence each. Absent when there is nothing. */
          demands;
          /**
           * @type {string}
           * @description What was said when it was judged or settled. */
          reason;
          /**
           * @type {string}
           * @description E-mail address, at that moment, of whoever judged or settled it. */
          judgedBy;
          /**
           * @type {string}
           * @description When it was judged or settled: ISO 8601 in UTC. */
          dateJudged;
          /**
           * @type {string}
           * @description What came of its last call, in a sentence. */
          outcome;
          /**
           * @type {AISessionActionVersion[]}
           * @description What it was before corrections, oldest first. Absent when nobody corrected it. */
          earlierVersions;
          /**
           * @type {boolean}
           * @description Whether it failed and may have taken effect all the same, at a target that honours no keys: it is not carried out again until somebody settled it or accepted it anew. Absent when it cannot be. */
          mayBeDoneTwice;
          /**
           * @type {string}
           * @description Trace in which it was proposed: 32 hexadecimal digits. Absent when the call named none. */
          traceId;
          /**
           * @type {string}
           * @description The traceparent of the call that proposed it (W3C Trace Context). Absent when it had none. */
          traceParent;
          /**
           * @type {string}
           * @description The tracestate beside it, if it was valid and has 512 characters or fewer. */
          traceState;
      }
      export class AISessionInfo extends EntityInfo {
          /** @param {{accountId?:string,accountName?:string,purpose?:string,state?:AISessionState,pendingActions?:number,actions?:AISessionActionInfo[],log?:string,id?:string,dateCreated?:string,dateLastModified?:string,createdBy?:string,lastModifiedBy?:string}} [init] */
          constructor(init) { super(init); Object.assign(this, init) }
          /**
           * @type {string}
           * @description Account that the session works on. Absent for a session on the whole platform. */
          accountId;
          /**
           * @type {string}
           * @description Name that the account has now. */
          accountName;
          /**
           * @type {string}
           * @description What the session is for, in the words of whoever opened it. Absent when none was given. */
          purpose;
          /**
           * @type {AISessionState}
           * @description Where the session stands. */
          state;
          /**
           * @type {number}
           * @description How many actions wait to be judged or applied. */
          pendingActions;
          /**
           * @type {AISessionActionInfo[]}
           * @description What the agent proposes, in the order it was queued. Absent when there is nothing, and in lists. */
          actions;
          /**
           * @type {string}
           * @description What the latest run did, a line for each event. Absent when there was none, and in lists. See ListAISessionRuns for earlier ones. */
          log;
      }
      export class NewAISession {
          /** @param {{accountId?:string,purpose?:string}} [init] */
          constructor(init) { Object.assign(this, init) }
          /**
           * @type {string}
           * @description Account to work on; it must exist. Leave it out for a session on the whole platform. */
          accountId;
          /**
           * @type {string}
           * @description What the session is for: at most 2,000 characters. Blanks around it are cut. */
          purpose;
      }
      "
    `);
  });
});

describe('what clients ask a request', () => {
  const required = createRequire(import.meta.url);
  const modules: readonly [
    what: string,
    slug: string,
    load: (code: string) => Promise<Readonly<Record<string, unknown>>>,
  ][] = [
    ['a module', 'mjs', async (code) => import(await saved(code, 'mjs'))],
    ['what is required', 'js', async (code) => required(await saved(code, 'cjs'))],
    ['a script of a page', 'js', async (code) => inPage(code)],
  ];

  async function saved(code: string, extension: string): Promise<string> {
    const file = join(folder, `${crypto.randomUUID()}.${extension}`);
    await writeFile(file, code);
    return file;
  }

  /** A script of a page: what it declares are variables of the page, and `exports` is what the page made of it. */
  function inPage(code: string): Readonly<Record<string, unknown>> {
    const page = createContext({});
    runInContext('var exports = {};', page);
    runInContext(code, page);
    runInContext(code, page);
    for (const { name } of operations) expect(typeof page[name], name).toBe('function');
    return page.exports;
  }

  it.each(modules)('is in %s', async (_, slug, load) => {
    const module = await load(language(slug).write(operations));
    for (const { name, verb, response, streams } of operations) {
      const Request = module[name] as new (init: object) => Record<string, (() => unknown) | undefined>;
      const request = new Request({ page: 3 });
      const answer = request.createResponse?.();
      expect([request.getTypeName?.(), request.getMethod?.()]).toEqual([name, verb]);
      const answered = streams ? 'Array' : (response?.type.name ?? 'Object');
      expect(Object(answer).constructor.name, name).toBe(answered);
      expect(JSON.stringify(request)).toBe('{"page":3}');
    }
    expect(module.SortOrders).toEqual({ Ascend: 'Ascend', Descend: 'Descend' });
  });

  it('is not on pages, whose structure is documented', () => {
    expect(language('mjs').page?.(operations)).not.toMatch(/getTypeName|getMethod|createResponse|undefined/);
    expect(language('typescript').page?.(operations)).not.toMatch(/^ *public \w+\?:/m);
  });
});

describe('TypeScript', () => {
  it('says what may be absent', () => {
    for (const [slug, before] of [
      ['typescript', 'public '],
      ['typescript.d', ''],
    ] as const) {
      const code = language(slug).write(operations);
      for (const line of ['totalCount?: number;', 'hasMorePages: boolean;', 'pendingActions?: number;']) {
        expect(code).toContain(`\n    ${before}${line}\n`);
      }
    }
    expect(language('mjs').write(operations)).toContain('* @type {number|undefined}\n');
  });

  it('is taken by the compiler, as a whole, operation by operation, and whatever its wording', async () => {
    const files: string[] = [];
    const { write } = language('typescript');
    const varied = {
      ...standardOptions,
      GlobalNamespace: 'Acme.Dtos',
      MakePropertiesOptional: true,
      AddDescriptionAsComments: false,
    };
    const texts = [...programs, ['hostile', [awkward]] as const].map(([, wanted]) => write(wanted));
    for (const [index, text] of [...texts, write(operations, varied)].entries()) {
      const file = join(folder, `program${index}.ts`);
      await writeFile(file, text);
      files.push(file);
    }
    const types = language('typescript.d');
    const uses =
      "const sent: ListAISessions = { sortOrder: 'Descend', page: 1 };\nexport const { page } = sent;\n";
    for (const [name, text] of [
      ['dtos.d.ts', types.write([...operations, awkward])],
      ['uses.ts', uses],
      ['varied.d.ts', types.write(operations, varied)],
    ] as const) {
      await writeFile(join(folder, name), text);
      files.push(join(folder, name));
    }
    const compiler = join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--strictPropertyInitialization',
      'false',
      '--target',
      'es2022',
    ];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, ...files], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

it('knows languages in any case, and no others', () => {
  expect(languageOf('MJS')).toBe(languageOf('mjs'));
  expect(languageOf('__proto__')).toBeUndefined();
});
