import { operations } from '@ai-sessions/contract';
import { type ClientOperation, languageOf } from '../../src/index.ts';
import { hostile } from '../hostile.ts';

/** What every toolchain is given: the whole API, and wording that means harm. */
export const programs: readonly (readonly [string, readonly ClientOperation[]])[] = [
  ['the whole API', operations],
  ['hostile wording', [hostile]],
];

/** The code of operations in the language of an address. */
export function codeOf(slug: string, wanted: readonly ClientOperation[]): string {
  const language = languageOf(slug);
  if (!language) throw new Error(`There is no ${slug}.`);
  return language.write(wanted);
}
