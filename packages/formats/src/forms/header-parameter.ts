const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/gy;
const HEADER_LIMIT = 1_000;

/**
 * The parameter of a header value: `parameterOf('text/plain; charset="utf-8"', 'charset')` is `utf-8`. Names match
 * in any case. Undefined when there is none, and for headers longer than any real one.
 */
export function parameterOf(header: string, name: string): string | undefined {
  const start = header.indexOf(';');
  if (start < 0 || header.length > HEADER_LIMIT) return undefined;
  for (const [, found, quoted, bare] of header.slice(start).matchAll(PARAMETER)) {
    if (found?.toLowerCase() === name) return quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1');
  }
  return undefined;
}
