import canonicalize from 'canonicalize';

/** JSON in canonical form (RFC 8785): equal values give equal text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This has no place in JSON.');
  return text;
}
