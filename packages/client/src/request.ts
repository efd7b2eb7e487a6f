import { recordOf } from './failure.ts';
import type { OperationMetadata } from './operation.ts';

/** A request as it is sent, however often. */
export interface PreparedRequest {
  /** Path and query below the address of the service. */
  readonly target: string;
  readonly verb: OperationMetadata['verb'];
  readonly body: string | undefined;
}

/**
 * Puts the fields of a request where they travel.
 *
 * @throws TypeError when a path would lead elsewhere: a field of it is missing, empty, `.` or `..`.
 */
export function prepare(operation: OperationMetadata, request: unknown): PreparedRequest {
  const fields = Object.entries(recordOf(request) ?? {}).filter(([, value]) => value !== undefined);
  const values = new Map(fields);
  const route = operation.routes.find((candidate) => namesIn(candidate).every((name) => values.has(name)));
  if (route === undefined) {
    throw new TypeError(`${operation.name} needs ${namesIn(operation.routes[0] ?? '').join(' and ')}.`);
  }
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, values.get(name)));
  const inPath = new Set(namesIn(route));
  const rest = fields.filter(([name]) => !inPath.has(name));
  return operation.place === 'query'
    ? { verb: operation.verb, target: path + queryOf(rest), body: undefined }
    : { verb: operation.verb, target: path, body: JSON.stringify(Object.fromEntries(rest)) };
}

function namesIn(route: string): readonly string[] {
  return Array.from(route.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
}

/** Addresses have their dots resolved before they are sent, escaped ones too. */
function segment(name: string, value: unknown): string {
  const text = String(value);
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`${name} must not be empty, "." or "..".`);
  return encodeURIComponent(text);
}

function queryOf(fields: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  const text = query.toString();
  return text && `?${text}`;
}
