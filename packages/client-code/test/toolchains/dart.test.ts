import { operations, typesOf } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { faultsIn, parserOf } from './grammar.ts';
import { answerIn, codeIn, everything } from './toolchain.ts';

const code = codeIn('dart');

/** The lines that declare a class: up to the brace that closes it. */
function declarationOf(name: string): string {
  return new RegExp(`^class ${name}\\b[^]*?\\n}\\n`, 'm').exec(code)?.[0] ?? '';
}

describe('Dart', () => {
  it('keeps to the grammar, whatever names and wording', async () => {
    const parser = await parserOf('dart');
    expect(faultsIn(parser, code)).toEqual([]);
    expect(faultsIn(parser, code.replaceAll('* /', '*/'))).not.toEqual([]);
  });

  it('has no field under a keyword', () => {
    const fields = Array.from(code.matchAll(/^ {4}\S+\? (\w+);$/gm), ([, field]) => field);
    expect(fields).toEqual(expect.arrayContaining(['class_', 'this_', 'default_']));
    for (const keyword of ['class', 'this', 'default', 'is', 'in', 'super'])
      expect(fields).not.toContain(keyword);
  });

  it.each(everything)('has the fields, the method and the answer of $name', (operation) => {
    const { name, verb, request } = operation;
    const declaration = declarationOf(name);
    for (const { wireName } of request.type.members) {
      expect(declaration).toMatch(new RegExp(`^ {4}\\S+\\? ${wireName}_?;`, 'm'));
      expect(declaration).toContain(`json['${wireName}']`);
      expect(declaration).toContain(`'${wireName}': `);
    }
    const returned = answerIn(operation, {
      list: (item) => `List<${item}>`,
      generic: (type, typeArguments) => `${type}<${typeArguments}>`,
    });
    expect(declaration).toContain(`getTypeName() => "${name}";`);
    expect(declaration).toContain(`getMethod() => "${verb}";`);
    expect(declaration).toContain(returned ? ` IReturn<${returned}>, ` : ' IReturnVoid, ');
    // Dart makes an empty list by a literal.
    const made = returned?.replace(/^List(<.*>)$/, '$1[]') ?? '';
    expect(declaration).toContain(
      returned ? `createResponse() => ${made === returned ? `${made}()` : made};` : 'createResponse() {}',
    );
    // Without it, ServiceStack's client cannot read lists.
    expect(declaration.includes(`getResponseTypeName() => "${returned}";`)).toBe(returned !== undefined);
  });

  it('has a null for every value, of answers too', () => {
    for (const type of operations.flatMap((operation) => Object.values(typesOf(operation)))) {
      if (!type) continue;
      const declaration = declarationOf(type.name);
      for (const { wireName } of type.members)
        expect(declaration, type.name).toMatch(new RegExp(`^ {4}\\S+\\? ${wireName}_?;`, 'm'));
    }
  });
});
