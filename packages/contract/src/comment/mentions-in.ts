/** Where a text names somebody, and how. */
export interface MentionInText {
  /** Of the `@`, in UTF-16 code units. */
  readonly start: number;
  /** Behind the last character of the name. */
  readonly end: number;
  /** What stands after the `@`, in lower case: an e-mail address, or what it begins with. */
  readonly name: string;
}

/** An `@` that begins a word, and the e-mail address after it or the part of one before its own `@`. */
const MENTION = /(?<![\p{L}\p{N}\p{M}_.@+'-])@([\w.+'-]+(?:@[a-z\d-]+(?:\.[a-z\d-]+)+)?)/giu;
/** What ends a sentence or a quotation rather than a name. */
const PUNCTUATION = /[.'+-]+$/;

/** Finds the mentions in a text, in their order. Whether anybody is called so is not asked. */
export function mentionsIn(text: string): readonly MentionInText[] {
  return Array.from(text.matchAll(MENTION)).flatMap(({ index, 1: found = '' }) => {
    const name = found.replace(PUNCTUATION, '');
    return name === '' ? [] : [{ start: index, end: index + 1 + name.length, name: name.toLowerCase() }];
  });
}

/** Whether a user with this e-mail address is meant by a name in a text. */
export function isNamed(emailAddress: string, name: string): boolean {
  return name.includes('@') ? emailAddress === name : emailAddress.startsWith(`${name}@`);
}
