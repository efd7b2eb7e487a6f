import { ApiError, type FieldError } from './errors.ts';
import type { Operation } from './operation.ts';
import { allMembers, type ObjectType } from './type-model.ts';

/** What clients of ServiceStack may send with every request: it is about the answer, or about the client itself. */
const OF_EVERY_REQUEST = new Set(['format', 'callback', 'jsconfig', 'safe', 'v', 'version', '_']);
const HEADER_AS_NAME = /^x-/i;
/** Letters of names that ask to be shown what would happen, whatever stands between them. */
const REHEARSAL =
  /dryrun|rehears|simulat|whatif|validat(?:e|ion)only|checkonly|^(?:x|is)?(?:noop|preview|validate|(?:test|trial)(?:run|mode))$/;
/** A name that can be repeated in a message, which may end up on a page. */
const PRINTABLE = /^[\w.[\]$@:# -]{1,100}$/;
/** Most names that a refusal lists. */
const LISTED = 20;

/** What was found in a request beside the fields of its operation. */
export interface UnknownMembers {
  /** Names that are no field, as they were sent. */
  readonly names: readonly string[];
  /** Whether the part of the request that they stand in held nothing else. */
  readonly alone: boolean;
}

/**
 * Holds the names that are no field of an operation against what may be sent beside its fields. They are passed over,
 * as clients of other versions rely on, except where that would do something nobody asked for:
 *
 * - on a strict operation;
 * - when something would be changed although a dry run is asked for;
 * - when nothing would be left of what was sent, unless it was a record that this service answers with.
 *
 * @throws ApiError `ValidationException` that names them, and the fields that there are.
 */
export function refuseUnknownMembers(operation: Operation, { names, alone }: UnknownMembers): void {
  if (operation.verb === 'GET' || names.length === 0) return;
  const unknown = names.filter((name) => !isOfEveryRequest(name));
  const isLost = alone && isForeign(operation, unknown) && unknown.length === names.length;
  const refused = operation.strict || isLost ? unknown : unknown.filter(asksForDryRun);
  if (refused.length === 0) return;
  throw new ApiError('ValidationException', {
    fields: refused.slice(0, LISTED).map((name) => fault(operation, name)),
  });
}

/** Whether a name, in whatever spelling, asks to be shown what would happen instead of having it done. */
export function asksForDryRun(name: string): boolean {
  return REHEARSAL.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}

function isOfEveryRequest(name: string): boolean {
  return OF_EVERY_REQUEST.has(name.toLowerCase()) || (HEADER_AS_NAME.test(name) && !asksForDryRun(name));
}

/**
 * Whether names are no part of an answer, or misspelt fields. What was read may be sent back: then they are known, and
 * those that are no field mean nothing.
 */
function isForeign({ request, response }: Operation, names: readonly string[]): boolean {
  const own = lowerNames(request.type);
  const answered = lowerNames(response?.type);
  const lower = names.map((name) => name.toLowerCase());
  return own.size > 0 && (lower.some((name) => own.has(name)) || lower.every((name) => !answered.has(name)));
}

function lowerNames(type: ObjectType | undefined): ReadonlySet<string> {
  return new Set((type ? allMembers(type) : []).map(({ wireName }) => wireName.toLowerCase()));
}

function fault(operation: Operation, name: string): FieldError {
  const shown = PRINTABLE.test(name) ? `'${name}'` : 'What was sent';
  const fields = allMembers(operation.request.type).map(({ wireName }) => wireName);
  const known = fields.length === 0 ? 'It has none' : `Its fields are ${fields.join(', ')}`;
  return {
    errorCode: 'UnknownField',
    fieldName: PRINTABLE.test(name) ? name : operation.request.name,
    message: `${shown} is no field of ${operation.name}, and nothing was done. ${known}.`,
  };
}
