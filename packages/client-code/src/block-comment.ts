import { inBlockComment } from './text.ts';

/** A description as a comment of three lines, for tools that show it. */
export function blockComment(description: string): readonly string[] {
  return ['/**', `* ${inBlockComment(description)}`, '*/'];
}
