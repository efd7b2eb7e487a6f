import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
const GRAMMARS = join(dirname(require.resolve('@cursorless/tree-sitter-wasms/package.json')), 'out');

/** A parser for a language whose toolchain is in no package that can be installed here. */
export async function parserOf(language: 'dart' | 'swift' | 'zig'): Promise<Parser> {
  await Parser.init();
  return new Parser().setLanguage(await Language.load(join(GRAMMARS, `tree-sitter-${language}.wasm`)));
}

/** Where code breaks the grammar, with the code there. */
export function faultsIn(parser: Parser, code: string): readonly string[] {
  const tree = parser.parse(code);
  if (!tree) throw new Error('The parser gave up.');
  const faults = faultsOf(tree.rootNode);
  tree.delete();
  return faults;
}

function faultsOf(node: Node): readonly string[] {
  if (!node.hasError) return [];
  if (node.isError || node.isMissing) {
    return [`Line ${node.startPosition.row + 1}: ${node.isMissing ? `no ${node.type}` : node.text}`];
  }
  return node.children.flatMap(faultsOf);
}
