import { allMembers, operations, typesOf } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { faultsIn, parserOf } from './grammar.ts';
import { answerIn, codeIn, everything } from './toolchain.ts';

const code = codeIn('zig');

/** The lines that declare a type: up to the next blank one. */
function declarationOf(name: string): string {
  return new RegExp(`^pub (?:const|fn) ${name}\\b[^]*?\\n\\n`, 'm').exec(`${code}\n`)?.[0] ?? '';
}

describe('Zig', () => {
  it('keeps to the grammar, whatever names and wording', async () => {
    const parser = await parserOf('zig');
    expect(faultsIn(parser, code)).toEqual([]);
    expect(faultsIn(parser, code.replaceAll('@"error"', 'error'))).not.toEqual([]);
  });

  it.each(everything)('has the fields, the method and the answer of $name', (operation) => {
    const { name, verb, request } = operation;
    const declaration = declarationOf(name);
    for (const { wireName } of allMembers(request.type)) {
      expect(declaration).toMatch(new RegExp(`^ {4}(?:@"${wireName}"|${wireName}): `, 'm'));
    }
    const returned =
      answerIn(operation, {
        list: (item) => `[]const ${item}`,
        generic: (type, typeArguments) => `${type}(${typeArguments})`,
      }) ?? 'void';
    expect(declaration).toContain(`pub const type_name = "${name}";`);
    expect(declaration).toContain(`pub const http_method = "${verb}";`);
    expect(declaration).toContain(`pub const Response = ${returned};`);
  });

  it('has a null for every value that may be left out, of answers too', () => {
    for (const type of operations.flatMap((operation) => Object.values(typesOf(operation)))) {
      if (!type) continue;
      const declaration = declarationOf(type.name);
      for (const { wireName, required } of allMembers(type)) {
        const field = new RegExp(`^ {4,8}(?:@"${wireName}"|${wireName}): (\\?)?`, 'm').exec(declaration);
        expect([type.name, wireName, field?.[1]]).toEqual([type.name, wireName, required ? undefined : '?']);
      }
    }
  });
});
