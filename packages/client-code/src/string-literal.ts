import { oneLine } from './text.ts';

/** Text in double quotes, for languages in which a backslash takes the meaning from the next character. */
export function stringLiteral(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
}
