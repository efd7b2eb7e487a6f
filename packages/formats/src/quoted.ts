/**
 * The end of a text in quotes, in which quotes are doubled: the index after its closing quote, or -1 when it is
 * not closed.
 *
 * @param start Index of the opening quote.
 */
export function endOfQuoted(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote < 0 ? -1 : quote + 1;
}

/** What a text in quotes says, given with its quotes. */
export function unquoted(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}
