import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
const GRAMMARS = join(dirname(require.resolve('@cursorless/tree-sitter-wasms/package.json')), 'out');

/** A parser for a language whose toolchain is in no package that can be installed here. */
export async function parserOf(language: 'c_sharp' | 'dart' | 'swift' | 'zig'): Promise<Parser> {
  await Parser.init();
  return new Parser().setLanguage(await Language.load(join(GRAMMARS, `tree-sitter-${language}.wasm`)));
}

/** The tree that code is, with where it breaks the grammar, and the code there. */
export function read(
  parser: Parser,
  code: string,
): { readonly root: Node; readonly faults: readonly string[] } {
  const tree = parser.parse(code);
  if (!tree) throw new Error('The parser gave up.');
  return { root: tree.rootNode, faults: faultsOf(tree.rootNode) };
}

/** Where code breaks the grammar, with the code there. */
export function faultsIn(parser: Parser, code: string): readonly string[] {
  return read(parser, code).faults;
}

function faultsOf(node: Node): readonly string[] {
  const line = `Line ${node.startPosition.row + 1}`;
  if (node.isError || node.isMissing) return [`${line}: ${node.isMissing ? `no ${node.type}` : node.text}`];
  if (!node.hasError) return [];
  const inside = node.children.flatMap(faultsOf);
  return inside.length > 0 ? inside : [`${line}: somewhere in ${node.type}`];
}
