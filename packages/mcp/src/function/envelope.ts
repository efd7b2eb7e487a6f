import type { Arguments, InputSchema, JsonSchema } from '../tool/tool.ts';

/**
 * What the tool of a function takes beside the arguments of the function: the session, and a description. Their names
 * are others when the function has arguments of the same.
 */
export interface Envelope {
  readonly sessionId: string;
  readonly description: string;
}

const NAMES: readonly Envelope[] = [
  { sessionId: 'sessionId', description: 'description' },
  { sessionId: 'forSessionId', description: 'actionDescription' },
];

/** Short, because they stand in the list of tools once for each function. */
const SESSION: JsonSchema = { type: 'string', description: 'Session to propose in.' };
const DESCRIPTION: JsonSchema = {
  type: 'string',
  description: 'Why, for the reviewer: at most 2,000 characters.',
};

/** The names of the envelope of a function with these arguments; `undefined` when all are taken. */
export function envelopeOf({ properties }: InputSchema): Envelope | undefined {
  return NAMES.find(
    ({ sessionId, description }) =>
      !Object.hasOwn(properties, sessionId) && !Object.hasOwn(properties, description),
  );
}

/** The arguments of a function in their envelope. */
export function enveloped(schema: InputSchema, { sessionId, description }: Envelope): InputSchema {
  const { properties, required = [] } = schema;
  return {
    ...schema,
    properties: {
      [sessionId]: SESSION,
      ...properties,
      [description]: DESCRIPTION,
    },
    required: [sessionId, ...required],
  };
}

/** The request of a call in its envelope. */
export function opened(given: Arguments, envelope: Envelope): Arguments {
  const { [envelope.sessionId]: sessionId, [envelope.description]: description, ...values } = given;
  return { sessionId, description, arguments: JSON.stringify(values) };
}
