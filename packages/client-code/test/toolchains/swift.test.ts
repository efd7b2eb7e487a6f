import { expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { hostile } from '../hostile.ts';
import { faultsIn, parserOf } from './grammar.ts';
import { codeOf, programs } from './program.ts';

const parser = await parserOf('swift');

/** Names of the types that the grammar sees declared at the top. */
function declared(root: Node | undefined): readonly string[] {
  return (root?.namedChildren ?? []).flatMap((node) => node?.childForFieldName('name')?.text ?? []);
}

it.each(programs)(
  'Swift is parsed: %s',
  (_, wanted) => {
    const code = codeOf('swift', wanted);
    const root = parser.parse(code)?.rootNode;
    expect(faultsIn(parser, code)).toEqual([]);
    expect(declared(root)).toEqual(
      [...code.matchAll(/^public (?:class|enum) (\w+)/gm)].map(([, name]) => name),
    );
    expect(declared(root)).toEqual(expect.arrayContaining(wanted.map(({ name }) => name)));
  },
  60_000,
);

it('names that are reserved stand in backticks, which the grammar does not insist on', () => {
  expect(codeOf('swift', [hostile])).toContain('public var `class`:String?\n');
});

it('and the grammar finds what is wrong', () => {
  expect(faultsIn(parser, 'public class A : B\n{\n    public var a String?\n}\n')).not.toEqual([]);
  expect(faultsIn(parser, 'public class A : B\n{\n    public var a:String?\n')).not.toEqual([]);
});
