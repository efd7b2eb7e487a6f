import type { ClientLanguage } from './client-language.ts';
import { dart } from './languages/dart.ts';
import { go } from './languages/go.ts';
import { javascript } from './languages/javascript.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { rust } from './languages/rust.ts';
import { typescript } from './languages/typescript.ts';
import { zig } from './languages/zig.ts';

/** The languages that there is client code in. */
export const languages: readonly ClientLanguage[] = [
  javascript,
  typescript,
  python,
  php,
  go,
  ruby,
  rust,
  zig,
  dart,
];

/** The language of a name in an address, in any case. */
export function languageOf(slug: string): ClientLanguage | undefined {
  return languages.find((language) => language.slug === slug.toLowerCase());
}
