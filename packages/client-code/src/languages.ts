import type { ClientLanguage } from './client-language.ts';
import { commonjs } from './languages/commonjs.ts';
import { csharp } from './languages/csharp.ts';
import { dart } from './languages/dart.ts';
import { fsharp } from './languages/fsharp.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { javascript } from './languages/javascript.ts';
import { kotlin } from './languages/kotlin.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { rust } from './languages/rust.ts';
import { swift } from './languages/swift.ts';
import { typescript } from './languages/typescript.ts';
import { typescriptDefinitions } from './languages/typescript-definitions.ts';
import { vbnet } from './languages/vbnet.ts';
import { zig } from './languages/zig.ts';

/** The languages that there is client code in. */
export const languages: readonly ClientLanguage[] = [
  javascript,
  commonjs,
  typescript,
  typescriptDefinitions,
  csharp,
  vbnet,
  fsharp,
  java,
  kotlin,
  swift,
  dart,
  python,
  php,
  go,
  ruby,
  rust,
  zig,
];

/** The language of a name in an address, in any case. */
export function languageOf(slug: string): ClientLanguage | undefined {
  const wanted = slug.toLowerCase();
  return languages.find((language) => language.slug === wanted || language.alias === wanted);
}
