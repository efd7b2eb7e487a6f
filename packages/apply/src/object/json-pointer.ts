/** A JSON Pointer of RFC 6901, other than the one to the whole document. */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** An index of a list, as a pointer writes it. */
const INDEX = /^(?:0|[1-9]\d*)$/;

/** Whether a text is a JSON Pointer to a part of a document. */
export function isJsonPointer(text: string): boolean {
  return POINTER.test(text);
}

/** The value that a JSON Pointer points at; `undefined` when there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !INDEX.test(name)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
