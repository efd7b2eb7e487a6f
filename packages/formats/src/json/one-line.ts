const OTHER_LINE_ENDS = /[\u0085\u2028\u2029]/g;

/**
 * A text of JSON that is a record of its own, without the line ends of Unicode that JSON leaves as they are: readers
 * that split lines by its rules would take them for the end of the record.
 */
export function onOneLine(json: string): string {
  return json.replace(
    OTHER_LINE_ENDS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
