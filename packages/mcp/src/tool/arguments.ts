import { ApiError, type FieldError } from '@ai-sessions/contract';
import type { Arguments, InputSchema } from './tool.ts';

/** Most names that a refusal lists. */
const LISTED = 20;
/** A name that can be repeated in a message. */
const PRINTABLE = /^[\w.$@:-]{1,100}$/;

/**
 * The arguments of a call without those that say nothing: clients that let no member be left out send `null` for it.
 *
 * @throws ApiError `ValidationException` for names that the tool does not know: most are misspelt, and what they were
 * meant for would be passed over.
 */
export function readArguments(toolName: string, schema: InputSchema, given: Arguments): Arguments {
  const names = Object.keys(schema.properties);
  if (schema.additionalProperties === false) refuseUnknown(toolName, names, Object.keys(given));
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== null || !isOptional(schema, name)),
  );
}

function isOptional({ properties, required = [] }: InputSchema, name: string): boolean {
  return Object.hasOwn(properties, name) && !required.includes(name);
}

function refuseUnknown(toolName: string, known: readonly string[], given: readonly string[]): void {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const listed = known.length === 0 ? 'It has none' : `Its arguments are ${known.join(', ')}`;
  throw new ApiError('ValidationException', {
    fields: unknown.slice(0, LISTED).map((name): FieldError => {
      const shown = PRINTABLE.test(name) ? `'${name}'` : 'One of the names';
      return {
        errorCode: 'UnknownField',
        fieldName: PRINTABLE.test(name) ? name : 'arguments',
        message: `${shown} is no argument of ${toolName}. ${listed}.`,
      };
    }),
  });
}

/**
 * Arguments of a function as the contract takes them: text of JSON. Models send them as an object, too.
 */
export function argumentsText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** What a caller names as the version that they have read. */
export function versionIn(given: Arguments): string | undefined {
  const { version } = given;
  if (version === undefined || version === '') return undefined;
  if (typeof version === 'string') return version;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'InvalidType',
        fieldName: 'version',
        message: "'version' must be the text that read_session gives as the version.",
      },
    ],
  });
}

/** The argument that a change is guarded with. */
export const VERSION = {
  version: {
    type: 'string',
    description:
      'The version of the session that you have read. Given, nothing is changed when the session has changed since. Leave it out to change it as it is.',
  },
} as const;
