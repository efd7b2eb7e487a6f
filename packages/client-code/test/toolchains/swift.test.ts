import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { hostile } from '../hostile.ts';
import { codeOf, programs } from './program.ts';

await Parser.init();
const require = createRequire(import.meta.url);
const grammar = require.resolve('tree-sitter-wasms/out/tree-sitter-swift.wasm');
const parser = new Parser().setLanguage(await Language.load(grammar));

function parse(code: string): Node {
  const tree = parser.parse(code);
  if (!tree) throw new Error('The parser gave no tree.');
  return tree.rootNode;
}

/** The places that the grammar has no reading for, or where it misses something. */
function problems(node: Node): readonly string[] {
  if (node.isError || node.isMissing) return [`${node.startPosition.row + 1}: ${node.text}`];
  if (!node.hasError) return [];
  const inside = node.children.flatMap((child) => (child ? problems(child) : []));
  return inside.length > 0 ? inside : [`${node.startPosition.row + 1}: somewhere in ${node.type}`];
}

/** Names of the types that the grammar sees declared at the top. */
function declared(root: Node): readonly string[] {
  return root.namedChildren.flatMap((node) => node?.childForFieldName('name')?.text ?? []);
}

it.each(programs)(
  'Swift is parsed: %s',
  (_, wanted) => {
    const code = codeOf('swift', wanted);
    const root = parse(code);
    expect(problems(root)).toEqual([]);
    expect(declared(root)).toEqual(
      [...code.matchAll(/^public (?:class|enum) (\w+)/gm)].map(([, name]) => name),
    );
    expect(declared(root)).toEqual(expect.arrayContaining(wanted.map(({ name }) => name)));
  },
  60_000,
);

it('names that are reserved stand in backticks, which the grammar does not insist on', () => {
  expect(codeOf('swift', [hostile])).toContain('public var `class`:[String:Double]?\n');
});

it('and the grammar finds what is wrong', () => {
  expect(problems(parse('public class A : B\n{\n    public var a String?\n}\n'))).not.toEqual([]);
  expect(problems(parse('public class A : B\n{\n    public var a:String?\n'))).not.toEqual([]);
});
