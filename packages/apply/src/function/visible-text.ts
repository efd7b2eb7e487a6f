/**
 * Characters that are not seen, or turn the direction of what is: controls but newline, format characters such as
 * bidirectional and zero-width marks, separators of lines and paragraphs, and halves of surrogate pairs.
 */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text in which nothing hides: such characters are written as their code, `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(
    HIDDEN,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** The same on one line: where it breaks, that is written as its code too. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', '⟨U+000A⟩');
}
