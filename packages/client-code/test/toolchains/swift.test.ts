import { describe, expect, it } from 'vitest';
import { faultsIn, parserOf, read } from './grammar.ts';
import { codeIn, everything } from './toolchain.ts';

const code = codeIn('swift');
const parser = await parserOf('swift');

describe('Swift', () => {
  it('keeps to the grammar, whatever names and wording', { timeout: 60_000 }, () => {
    const { root, faults } = read(parser, code);
    expect(faults).toEqual([]);
    const declared = root.namedChildren.flatMap((node) => node.childForFieldName('name')?.text ?? []);
    expect(declared).toEqual([...code.matchAll(/^public (?:class|enum) (\w+)/gm)].map(([, name]) => name));
    expect(declared).toEqual(expect.arrayContaining(everything.map(({ name }) => name)));
  });

  it('has reserved names in backticks, which the grammar does not insist on', () => {
    expect(code).toContain('public var `class`:String?\n');
  });

  it('is not taken by the grammar when it is wrong', () => {
    expect(faultsIn(parser, 'public class A : B\n{\n    public var a String?\n}\n')).not.toEqual([]);
    expect(faultsIn(parser, 'public class A : B\n{\n    public var a:String?\n')).not.toEqual([]);
  });
});
