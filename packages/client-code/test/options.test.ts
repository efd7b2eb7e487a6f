import { readFile } from 'node:fs/promises';
import { operations } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import {
  type ClientLanguage,
  type CodeOptions,
  heededOptions,
  languageOf,
  languages,
  type OptionName,
  readOptions,
  readSelection,
  selectTypes,
  standardOptions,
  withBanner,
} from '../src/index.ts';
import { readByTool } from './tool-reader.ts';

const BASE_URL = 'https://voice.test';

/** What is at the address of a language with a query. */
function codeAt(language: ClientLanguage, query: URLSearchParams): string {
  const given = readOptions(query, heededOptions(language));
  const options = { ...standardOptions, ...given };
  const selection = readSelection(query, operations);
  const code = language.write(selectTypes(operations, selection, options), options);
  return query.has('WithoutOptions')
    ? code
    : withBanner(language, code, { baseUrl: BASE_URL, version: '1.0.0' }, selection, given);
}

function inLanguage(slug: string, query: string): string {
  const language = languageOf(slug);
  if (!language) throw new Error(`There is no ${slug}.`);
  return codeAt(language, new URLSearchParams(`${query}&WithoutOptions`));
}

/** Another value than the one that an option has by itself. */
function otherValue(name: OptionName): string {
  const standard: CodeOptions[OptionName] = standardOptions[name];
  if (typeof standard === 'string') return 'Acme';
  return standard ? 'False' : 'True';
}

describe.each(languages.map((language) => [language.slug, language] as const))('%s', (_, language) => {
  it('lists what it heeds, and a tool finds nothing to send again', () => {
    const code = codeAt(language, new URLSearchParams());
    for (const name of heededOptions(language)) expect(code).toMatch(new RegExp(`^\\W*${name}:`, 'm'));
    expect(readByTool(code, language.slug)).toEqual({ baseUrl: BASE_URL, options: {} });
  });

  it('gives a tool back what it sent, and the same code for it', () => {
    const sent: Record<string, string> = { IncludeTypes: 'GetAISession.*,{account}' };
    for (const name of heededOptions(language)) sent[name] = otherValue(name);
    const code = codeAt(language, new URLSearchParams(sent));
    const read = readByTool(code, language.slug);
    expect(read).toEqual({ baseUrl: BASE_URL, options: sent });
    expect(codeAt(language, new URLSearchParams(read.options))).toBe(code);
  });

  it.each(heededOptions(language))('heeds %s', (name) => {
    const varied = new URLSearchParams({ [name.toLowerCase()]: otherValue(name), WithoutOptions: '' });
    if (name === 'AddIndexesToDataMembers') varied.set('AddDataContractAttributes', 'True');
    const usual = new URLSearchParams(varied);
    usual.delete(name.toLowerCase());
    expect(codeAt(language, varied)).not.toBe(codeAt(language, usual));
  });

  it('passes over what is no option of it, or no value', () => {
    const usual = codeAt(language, new URLSearchParams());
    const odd = {
      GlobalNamespace: 'A { } */',
      Package: 'a;b',
      MakePartial: '1',
      MakeVirtual: 'maybe',
      Date: 'x',
    };
    expect(codeAt(language, new URLSearchParams(odd))).toBe(usual);
  });
});

describe('the options', () => {
  it('are documented, with the languages that heed them', async () => {
    const documentation = await readFile(new URL('../../../docs/reference.md', import.meta.url), 'utf8');
    const names = [...new Set(languages.flatMap(heededOptions))];
    for (const option of names) {
      const heeding = languages.filter((language) => heededOptions(language).includes(option));
      const all = heeding.length === languages.length;
      const row = new RegExp(`^\\| \`${option}\` *\\| (?<languages>[^|]*?) *\\|`, 'm').exec(documentation);
      const said = row?.groups?.languages?.split(', ').sort();
      expect(said, option).toEqual(all ? ['all'] : heeding.map(({ name }) => name).sort());
    }
  });

  it('vary C# as ServiceStack documents them', () => {
    const query =
      'IncludeTypes=ListAISessions,AISessionActionVersion&GlobalNamespace=Acme.Dtos&MakePartial=false&MakeVirtual=false&MakeInternal=true' +
      '&AddReturnMarker=false&AddNullableAnnotations=true&InitializeCollections=true' +
      '&AddDataContractAttributes=true&AddIndexesToDataMembers=true';
    const code = inLanguage('csharp', query);
    expect(code).toContain('using Acme.Dtos;\n');
    expect(code).not.toMatch(/(?:using|namespace) Voice\.Api/);
    // Documents keep the namespaces of the service, and say so.
    expect(code).toContain('namespace Acme.Dtos\n{');
    expect(code).toContain(
      '    [DataContract(Namespace="http://schemas.datacontract.org/2004/07/Voice.Api.AI")]\n    internal class ListAISessions\n        : ListRequest<AISessionInfo>, IGet\n',
    );
    expect(code).toContain('    [DataMember(Order=1)]\n');
    expect(code).toContain('public List<string>? AccountIds { get; set; } = new List<string>();\n');
    expect(code).toContain('public string ReplacedBy { get; set; }\n');
    expect(code).toContain('public string? Description { get; set; }\n');
    expect(code).not.toMatch(/partial|virtual|IReturn/);
  });

  it('vary the other languages where they say the same', () => {
    const one = 'IncludeTypes=GetAISession&GlobalNamespace=Acme.Dtos&Package=com.acme';
    expect(inLanguage('vbnet', one)).toContain('    Namespace Acme.Dtos\n');
    expect(inLanguage('fsharp', one)).toMatch(/^namespace Acme\.Dtos\n/);
    expect(inLanguage('typescript', one)).toMatch(/^export namespace Acme\.Dtos \{\n {4}export interface/);
    expect(inLanguage('typescript', `${one}&AddDescriptionAsComments=false`)).not.toContain('/**');
    expect(inLanguage('csharp', `${one}&AddDescriptionAsComments=false`)).not.toContain('///');
    expect(inLanguage('typescript', `${one}&MakePropertiesOptional=true`)).toContain(
      'public sessionId?: string;',
    );
    expect(inLanguage('java', one)).toMatch(/^package com\.acme;\n[\s\S]*\npublic class Acme_Dtos\n/);
    expect(inLanguage('kotlin', one)).toMatch(/^package com\.acme\n/);
    expect(inLanguage('php', one)).toMatch(/^<\?php namespace Acme\\Dtos;\n/);
    expect(inLanguage('go', one)).toMatch(/^package Acme_Dtos\n/);
  });

  it.each(languages)('leave out what the library of $name has, when told', ({ slug }) => {
    expect(inLanguage(slug, '')).toMatch(/\bAuthenticateResponse\b/);
    expect(inLanguage(slug, 'AddServiceStackTypes=false')).not.toMatch(
      /\b(?:AuthenticateResponse|ResponseStatus|ResponseError)\b/,
    );
  });
});

describe('a selection of types', () => {
  const declared = (query: string) =>
    [...inLanguage('mjs', query).matchAll(/^export (?:class|var) (\w+)/gm)].map(([, name]) => name).sort();

  it('names types, what they refer to, tags and namespaces, in any case', () => {
    expect(declared('IncludeTypes=getaisession, EntityInfo')).toEqual(['EntityInfo', 'GetAISession']);
    expect(declared('IncludeTypes=ListResponse`1')).toEqual(['ListResponse']);
    const ofAccounts = declared('IncludeTypes={Account}');
    expect(ofAccounts).toEqual(
      expect.arrayContaining(['AccountInfo', 'EntityInfo', 'ListAccounts', 'NewAccount']),
    );
    expect(ofAccounts).not.toContain('NewAISession');
    expect(declared('IncludeTypes={account,audit}')).toEqual(declared('IncludeTypes={account},{ audit }'));
    expect(declared('IncludeTypes={account,audit}')).toContain('AuditEventInfo');
    const inNamespace = declared('IncludeTypes=voice.api.ai/*');
    expect(inNamespace).toContain('AISessionInfo');
    expect(inNamespace).not.toContain('EntityInfo');
    expect(declared('IncludeTypes=Voice.Api/*')).toEqual(expect.arrayContaining(inNamespace));
    expect(declared('ExcludeTypes=Voice.Api.AI/*').filter((name) => inNamespace.includes(name))).toEqual([]);
  });

  it.each(['{nothing}', 'Nothing/*', 'Nothing.*', 'Nothing', '{}', '/*', '.*', '{account'])(
    'does not know %s',
    (name) => {
      expect(readSelection(new URLSearchParams({ IncludeTypes: name }), operations).known).toBe(false);
    },
  );

  it('imports no namespace in C# that the code does not have', () => {
    const code = inLanguage('csharp', 'IncludeTypes=GetAISession.*');
    const imported = [...code.matchAll(/^using (Voice[\w.]*);/gm)].map(([, name]) => name);
    const own = [...code.matchAll(/^namespace ([\w.]+)/gm)].map(([, name]) => name);
    expect(imported.sort()).toEqual(own.sort());
  });
});
