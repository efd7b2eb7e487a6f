/** A wire name in words: `isBYOA` and `dateCreated` become `is_byoa` and `date_created`. */
export function snakeCase(wireName: string): string {
  return wireName
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The wire name that serializers take from words: `date_created` becomes `dateCreated`. */
export function camelCase(words: string): string {
  return words.replace(/_+([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** A name that may be used: one that the language keeps for itself gets an underscore at its end. */
export function unreserved(name: string, reserved: ReadonlySet<string>): string {
  return reserved.has(name) ? `${name}_` : name;
}

/** A set of words, from text with blanks between them. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
