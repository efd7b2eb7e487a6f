/**
 * A text without the blanks around it: white space of Unicode, tabs, line ends, and the mark U+FEFF that editors put at
 * the start of files. The one definition of what is cut off names, purposes and other text of people.
 */
export function withoutBlanks(text: string): string {
  return text.trim();
}

/** The same value, with blanks around every text in it. */
export function inBlanks(value: unknown): unknown {
  if (typeof value === 'string') return `\ufeff\t ${value}\n`;
  if (Array.isArray(value)) return value.map(inBlanks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inBlanks(inner)]));
}
