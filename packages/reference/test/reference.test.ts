import { languages } from '@ai-sessions/client-code';
import { type Operation, operations, typesOf } from '@ai-sessions/contract';
import { codecs, type FormatName } from '@ai-sessions/formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReferenceAddress } from '../src/addresses.ts';
import { createReference } from '../src/index.ts';
import { samplesOf } from '../src/samples.ts';

const reference = createReference(operations, () => 'https://voice.test');
const formats = Object.keys(codecs) as FormatName[];

function page(path: string, query = '', markdown = false) {
  return reference.page({ path, query: new URLSearchParams(query), markdown });
}

/** What a reader sees of HTML. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    it.each(formats)('has a page in %s, with everything that an integrator needs', (format) => {
      const { found, mediaType, text } = page(`/${format}/metadata`, `op=${name}`);
      expect([found, mediaType]).toEqual([true, 'text/html; charset=utf-8']);
      const read = textOf(text);
      expect(read).toContain(operation.summary);
      expect(read).toContain(operation.route);
      for (const { name: parameter, description } of typesOf(operation).request.members) {
        expect(read).toContain(parameter);
        expect(read).toContain(description);
      }
      const { request, response } = samplesOf(operation, format, 'voice.test');
      expect(read).toContain(request);
      expect(read).toContain(response);
      const markdown = page(`/${format}/metadata`, `op=${name}`, true);
      expect(markdown.mediaType).toBe('text/markdown; charset=utf-8');
      for (const part of [operation.summary, operation.route, request, response]) {
        expect(markdown.text).toContain(part);
      }
    });

    it.each(languages)('has its code in $name, in every format', (language) => {
      for (const format of formats) {
        const { found, text } = page(`/${format}/metadata`, `lang=${language.slug}&op=${name}`);
        expect(found).toBe(true);
        expect(textOf(text)).toContain((language.page ?? language.write)([operation]));
        expect(textOf(text)).toContain(`${language.name} ${name} DTOs`);
      }
      expect(page('/json/metadata', `op=${name}&lang=${language.slug}`, true).text).toContain(
        (language.page ?? language.write)([operation]),
      );
    });

    it.each(formats)('has samples in %s that its codec reads and its schema accepts', (format) => {
      const { requestBody, responseBody } = samplesOf(operation, format, 'voice.test');
      const { request, response } = operation;
      if (requestBody !== undefined) {
        const type = { kind: 'object', type: { ...request.type, dataContract: false } } as const;
        expect(request.schema.safeParse(codecs[format].decode(requestBody, type)).error).toBeUndefined();
      }
      // ServiceStack writes such a type as the rows of its first list: there is nothing to read back.
      const isRows = (format === 'csv' || format === 'jsonl') && response?.type.dataContract;
      if (responseBody === undefined || !response || isRows) return;
      const read = codecs[format].decode(responseBody, answerType(operation));
      for (const value of operation.streams && Array.isArray(read) ? read : [read]) {
        expect(response.schema.safeParse(value).error).toBeUndefined();
      }
    });
  },
);

function answerType({ response, streams }: Operation) {
  if (!response) throw new Error('Nothing is returned.');
  const one = { kind: 'object', type: response.type } as const;
  return streams ? ({ kind: 'list', item: one } as const) : one;
}

describe('the index', () => {
  it('has every operation in every format, as a page, as Markdown and for AI tools', () => {
    const html = page('/metadata').text;
    for (const path of ['/operations/metadata', '/api']) {
      expect(isReferenceAddress(path)).toBe(true);
      expect(page(path).text).toBe(html);
    }
    const markdown = page('/metadata', '', true).text;
    const llms = page('/llms.txt').text;
    for (const { name, summary, route } of operations) {
      for (const format of formats) expect(html).toContain(`href="/${format}/metadata?op=${name}"`);
      for (const text of [textOf(html), markdown, llms]) {
        expect(text).toContain(summary);
        expect(text).toContain(route);
      }
    }
  });
});

describe('the code of the whole API', () => {
  it.each(languages)('is there in $name, with how to get it', ({ slug, mediaType, install, write }) => {
    const { found, mediaType: served, text } = page(`/types/${slug.toUpperCase()}`, 'WithoutOptions');
    expect([found, served, text]).toEqual([true, `${mediaType}; charset=utf-8`, write(operations)]);
    const index = textOf(page('/types').text);
    expect(index).toContain(install);
    expect(index).toContain(`https://voice.test/types/${slug}`);
    const markdown = page('/types', '', true);
    expect(markdown.mediaType).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain(`${install}\ncurl -o`);
    expect(markdown.text).toContain(`https://voice.test/types/${slug}\n`);
  });
});

describe('what does not exist', () => {
  it.each([
    ['/json/metadata', 'op=NoSuchOperation'],
    ['/json/metadata', ''],
    ['/protobuf/metadata', 'op=NewAISession'],
    ['/constructor/metadata', 'op=__proto__'],
    ['/json/metadata', 'op=NewAISession&lang=cobol'],
    ['/types/cobol', ''],
    ['/json/metadata', 'op=<script>alert(1)</script>'],
  ])('is a page that lists what does, and repeats nothing: %s?%s', (path, query) => {
    const { found, text } = page(path, query);
    expect(found).toBe(false);
    for (const { name } of operations) expect(text).toContain(name);
    for (const format of formats) expect(text).toContain(format);
    for (const { slug } of languages) expect(text).toContain(slug);
    expect(text).not.toContain('alert(1)');
    const markdown = page(path, query, true);
    expect([markdown.found, markdown.mediaType]).toEqual([false, 'text/markdown; charset=utf-8']);
    for (const { name } of operations) expect(markdown.text).toContain(`op=${name})`);
    expect(markdown.text).not.toContain('alert(1)');
  });
});

describe('what tools read and send again', () => {
  it.each(languages)(
    'is on top of the code in $name, and gives the same code again',
    ({ slug, write, banner }) => {
      const { text } = page(`/types/${slug}`, 'includetypes=getaisession.*');
      expect(text).toMatch(/^.*IncludeTypes: GetAISession\.\*$/m);
      expect(text).toMatch(/^.*BaseUrl: https:\/\/voice\.test$/m);
      const again = page(`/types/${slug}`, 'IncludeTypes=GetAISession.*&WithoutOptions').text;
      // What has to come first in a file stays in front of the comment.
      const [after = ''] = banner?.after?.exec(again) ?? [];
      expect(text.startsWith(after)).toBe(true);
      expect(text.endsWith(again.slice(after.length))).toBe(true);
      expect(again).toContain('AISessionActionInfo');
      expect(again).not.toContain('NewAccount');
      expect(again.length).toBeLessThan(write(operations).length);
      const one = page(`/types/${slug}`, 'IncludeTypes=AISessionActionInfo&WithoutOptions').text;
      expect(one).toContain('AISessionActionInfo');
      expect(one).not.toContain('class GetAISession');
      const without = page(`/types/${slug}`, 'ExcludeTypes=RecoveryLink&WithoutOptions').text;
      expect(without).not.toContain('class RecoveryLink ');
    },
  );

  it('says of every operation how it is called and by whom', () => {
    const { mediaType, text } = page('/types/metadata');
    expect(mediaType).toBe('application/json; charset=utf-8');
    const read: { operations: { request: { name: string }; method: string; routes: { path: string }[] }[] } =
      JSON.parse(text);
    expect(
      read.operations.map(({ request, method, routes }) => [request.name, method, routes[0]?.path]),
    ).toEqual(operations.map(({ name, verb, route }) => [name, verb, route]));
    expect(read).toMatchObject({
      namespaces: expect.arrayContaining(['ServiceStack', 'Voice.Api', 'Voice.Api.AI']),
      types: expect.arrayContaining([
        expect.objectContaining({ name: 'ListResponse`1', genericArgs: ['T'] }),
        expect.objectContaining({ name: 'SortOrders', isEnum: true, enumNames: ['Ascend', 'Descend'] }),
      ]),
    });
    expect(read.operations.find(({ request }) => request.name === 'PatchAISession')).toMatchObject({
      requiresAuth: true,
      requiredRoles: ['SystemAdministrator'],
      returnType: { name: 'AISessionInfo', namespace: 'Voice.Api.AI' },
      request: {
        implements: [{ name: 'IReturn`1', genericArgs: ['AISessionInfo'] }, { name: 'IPatch' }],
        properties: expect.arrayContaining([
          expect.objectContaining({
            name: 'SessionId',
            type: 'String',
            namespace: 'System',
            paramType: 'path',
          }),
        ]),
      },
    });
  });
});

it('writes types with parameters as code in Markdown, where brackets would be lost', () => {
  expect(page('/json/metadata', 'op=ListAISessions', true).text).toContain(
    '\n## `ListRequest<AISessionInfo>`\n',
  );
});

it('repeats nothing of what it was asked for, whatever that is', () => {
  // No name in the contract has such a mark, so a page that has it got it from the question.
  const odd = fc
    .string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '*', '/', '%', '\u0000', '\u202e', '\n', ',', 'a'),
    })
    .map((text) => `\u2603${text}`);
  const asked = fc.record({ op: odd, lang: odd, IncludeTypes: odd, ExcludeTypes: odd });
  fc.assert(
    fc.property(asked, fc.boolean(), (query, markdown) => {
      for (const path of ['/json/metadata', '/types/mjs', '/types/typescript', '/metadata', '/types']) {
        const answer = reference.page({ path, query: new URLSearchParams(query), markdown });
        expect(answer.text).not.toContain('\u2603');
        expect(answer.found).toBe(path === '/metadata' || path === '/types');
      }
    }),
  );
});

it('finds operations and formats in any case, and gives the same page again', () => {
  const first = page('/json/metadata', 'op=NewAISession');
  expect(page('/JSON/metadata', 'op=newaisession')).toBe(first);
  expect(page('/json/metadata/', 'op=NewAISession')).toBe(first);
  for (const path of ['/metadata', '/types', '/types/csharp', '/types/metadata']) {
    for (const other of [`${path}/`, path.toUpperCase()]) {
      expect(isReferenceAddress(other)).toBe(true);
      expect(page(other)).toBe(page(path));
    }
  }
  expect(isReferenceAddress('/')).toBe(false);
});

it('has nothing inline that a policy would have to allow', () => {
  for (const text of [page('/metadata').text, page('/xml/metadata', 'op=ListUsers').text]) {
    expect(text).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|\sstyle=/);
  }
});

describe('samples', () => {
  const sampleOf = (name: string) => {
    const operation = operations.find((one) => one.name === name);
    if (!operation) throw new Error(`There is no ${name}.`);
    const { requestBody = '{}', responseBody = '{}' } = samplesOf(operation, 'json', 'voice.test');
    return { asked: JSON.parse(requestBody), answered: JSON.parse(responseBody) };
  };

  it('tell a story: what is answered goes with what was asked', () => {
    const opened = sampleOf('NewAISession').answered;
    expect(opened).toMatchObject({ state: 'Open', pendingActions: 0, dateLastModified: opened.dateCreated });
    expect(opened).not.toHaveProperty('actions');
    const patched = sampleOf('PatchAISession');
    expect(patched.answered.purpose).toBe(patched.asked.purpose);
    const [listed] = sampleOf('ListAISessions').answered.items;
    expect(listed).not.toHaveProperty('actions');
    const queued = sampleOf('NewAISessionAction');
    expect(queued.answered.actions).toMatchObject([
      { state: 'Queued', arguments: queued.asked.arguments },
      { state: 'Queued', arguments: queued.asked.actions[0].arguments },
    ]);
    const judged = sampleOf('JudgeAISessionAction');
    expect(judged.answered.actions).toMatchObject([
      { state: judged.asked.judgement, reason: judged.asked.reason },
    ]);
  });
});

describe('the words of the documented pages', () => {
  const readOf = (operation: string, format: FormatName) =>
    textOf(page(`/${format}/metadata`, `op=${operation}`).text).replace(/\s+/g, ' ');
  const ADMINISTRATOR = 'SystemAdministrator';

  it.each([
    ['GetAIUsage', `Requires Authentication Required role: ${ADMINISTRATOR}`],
    ['CheckAccount', `Requires Authentication Required role: ${ADMINISTRATOR}`],
    ['NewAISession', `Requires Authentication Requires the role: ${ADMINISTRATOR}`],
    ['RequestAuthToken', `Requires Authentication Requires any of the roles: ${ADMINISTRATOR}, Manager`],
  ])('tell a rule for all roles from one for any: %s', (name, words) => {
    for (const format of formats) expect(readOf(name, format)).toContain(words);
    const markdown = page('/json/metadata', `op=${name}`, true).text.replace(/\n- /g, ' ');
    expect(markdown).toContain(words);
  });

  it('ask nobody for a role where signing in is enough, and nobody to sign in for what is open', () => {
    expect(readOf('GetAccount', 'json')).toContain('Requires Authentication');
    expect(readOf('GetAccount', 'json')).not.toMatch(/\broles?:/);
    expect(readOf('Authenticate', 'json')).not.toMatch(/Requires Authentication|\broles?:/);
  });

  it('call JSON Lines another format, and every other format by its name', () => {
    for (const format of formats) {
      const label = format === 'jsonl' ? 'OTHER' : format.toUpperCase();
      expect(readOf('ApplyAISession', format)).toContain(` HTTP + ${label} `);
      expect(page(`/${format}/metadata`, 'op=ApplyAISession', true).text).toContain(`HTTP + ${label}\n`);
    }
  });

  it('name all verbs together where a path takes any', () => {
    expect(readOf('GetAIUsage', 'json')).toContain('All Verbs /ai/usage');
    expect(readOf('ListAISessions', 'json')).toMatch(/ GET \/ai\/sessions /);
  });
});

describe('pages that a person has read', () => {
  it.each(['NewAISession', 'ApplyAISession'])('have not changed: %s', async (name) => {
    const { text } = page('/json/metadata', `op=${name}`, true);
    await expect(text).toMatchFileSnapshot(`pages/${name}.txt`);
  });
});
