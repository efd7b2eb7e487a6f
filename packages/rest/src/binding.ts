import {
  ApiError,
  allMembers,
  type FieldError,
  type Member,
  type ObjectType,
  type Operation,
  type TypeRef,
} from '@ai-sessions/contract';
import { bindText, DecodeError, type FormField } from '@ai-sessions/formats';

/** Values of a request by wire name, before the contract has looked at them. */
export type Bound = Readonly<Record<string, unknown>>;

const membersByName = new WeakMap<ObjectType, ReadonlyMap<string, Member>>();

/** The members of a request type by lower-case name: names match in any case. */
function membersOf(type: ObjectType): ReadonlyMap<string, Member> {
  const known = membersByName.get(type);
  if (known) return known;
  const made = new Map(allMembers(type).map((member) => [member.wireName.toLowerCase(), member]));
  membersByName.set(type, made);
  return made;
}

/** The type of a field of an operation, by its name in any case. */
export function typeOfField(operation: Operation, name: string): TypeRef | undefined {
  return membersOf(operation.request.type).get(name.trim().toLowerCase())?.type;
}

/**
 * Reads the values of a query or a form. Empty values are passed over, a name given several times is joined or makes a
 * list, as ServiceStack does. A strict operation takes neither a switch without a value nor two values for one field.
 *
 * @param onUnknown Told of every name that is no field.
 * @throws ApiError `SerializationException` that lists every value which does not fit.
 */
export function bindPairs(
  operation: Operation,
  pairs: readonly FormField[],
  onUnknown: (name: string) => void = () => {},
): Bound {
  if (pairs.length === 0) return {};
  const members = membersOf(operation.request.type);
  const given = new Map<Member, { name: string; values: string[] }>();
  for (const { name, value } of pairs) {
    const member = members.get(name.toLowerCase()) ?? listNamed(name, members);
    if (!member) onUnknown(name);
    const isSwitch = operation.strict && member?.type.kind === 'bool';
    if (!member || (isEmptyValue(member, value) && !isSwitch)) continue;
    if (isNull(operation, member, value)) continue;
    const earlier = given.get(member);
    if (earlier) earlier.values.push(value);
    else given.set(member, { name, values: [value] });
  }
  const bound: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [member, { name, values }] of given) {
    if (operation.strict) errors.push(...strictErrorsOf(member, name, values));
    try {
      bound[member.wireName] = bindText(values, member.type);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      errors.push(invalidValue(name, values.join(',')));
    }
  }
  if (errors.length > 0) {
    throw new ApiError('SerializationException', {
      message: `Unable to bind to request '${operation.name}'`,
      fields: errors,
    });
  }
  return bound;
}

/** The list that PHP, axios and others spell `ids[]` or `ids[0]`. */
function listNamed(name: string, members: ReadonlyMap<string, Member>): Member | undefined {
  const [, list = ''] = /^([^[\]]+)\[\d{0,9}\]$/.exec(name) ?? [];
  const member = members.get(list.toLowerCase());
  return member?.type.kind === 'list' ? member : undefined;
}

/** Commas alone are what joining empty values leaves: a list is emptied by `[]`, which nobody writes by accident. */
function isEmptyValue({ type: { kind } }: Member, value: string): boolean {
  return value === '' || (kind === 'list' && /^[\s,]+$/.test(value));
}

/** Errors that only a strict operation reports for one name. */
function strictErrorsOf({ type, wireName }: Member, name: string, values: readonly string[]): FieldError[] {
  if (values.includes('')) {
    return [bindingError(name, `'${wireName}' needs a value: ${wireName}=true or ${wireName}=false.`)];
  }
  const isContradiction = type.kind !== 'list' && new Set(values).size > 1;
  return isContradiction ? [contradiction(name)] : [];
}

function contradiction(name: string): FieldError {
  return bindingError(name, `'${name}' is given twice, with different values. Send it once.`);
}

function bindingError(fieldName: string, message: string): FieldError {
  return { errorCode: 'SerializationException', fieldName, message };
}

/**
 * Whether a query says that something is left out. Programs that put a value into an address without looking at it
 * write `null`, and so do importers of OpenAPI documents. Where something is changed, it has to be said clearly.
 */
function isNull({ verb }: Operation, { type: { kind } }: Member, value: string): boolean {
  return value === 'null' && verb === 'GET' && kind !== 'string' && kind !== 'list';
}

/** The path values of a route, bound to the types of their fields. */
export function bindPath(operation: Operation, values: Readonly<Record<string, string>>): Bound {
  return bindPairs(
    operation,
    Object.entries(values).map(([name, value]) => ({ name, value })),
  );
}

/**
 * Joins the parts of a request on a documented route. The path always wins: a query or a body cannot turn a
 * request for one record into one for another.
 */
export function mergeOnRoute(parts: { body: Bound; query: Bound; path: Bound }): Bound {
  return { ...parts.body, ...parts.query, ...parts.path };
}

/**
 * Refuses a strict request whose parts contradict each other: whichever of them won, somebody would have asked for
 * something else.
 *
 * @throws ApiError `SerializationException`
 */
export function refuseContradictions(operation: Operation, parts: readonly Bound[]): void {
  if (!operation.strict) return;
  const contradicted = allMembers(operation.request.type).filter(({ wireName }) => {
    const values = parts.flatMap((part) =>
      part[wireName] === undefined ? [] : [JSON.stringify(part[wireName])],
    );
    return new Set(values).size > 1;
  });
  if (contradicted.length === 0) return;
  throw new ApiError('SerializationException', {
    message: `Unable to bind to request '${operation.name}'`,
    fields: contradicted.map(({ wireName }) => contradiction(wireName)),
  });
}

/** Joins the parts of a request on a predefined route: the query fills what the body leaves out. */
export function mergeOnOperation(parts: { body: Bound; query: Bound }): Bound {
  const { body, query } = parts;
  return { ...body, ...Object.fromEntries(Object.entries(query).filter(([name]) => isLeftOut(body[name]))) };
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 0;
}

/** A value with markup is left out of the message, which may end up on a page. */
function invalidValue(name: string, value: string): FieldError {
  const shown = /^[^<>&"'`\p{Cc}]{0,100}$/u.test(value) ? `'${value}'` : 'The value';
  return bindingError(name, `${shown} is an Invalid value for '${name}'`);
}
