import { z } from 'zod';
import { field } from '../field.ts';
import { jsonObjectText } from '../json-text.ts';
import { id, multilineText, requiredName } from '../text.ts';

const NAME_MAXIMUM = 200;
const DESCRIPTION_MAXIMUM = 2_000;

/** The path of an action. */
export const actionPath = {
  sessionId: field(id, {
    description: 'Session of the action.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
  actionId: field(id, { description: 'The action.', example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20' }),
} as const;

/** What an agent says of an action. */
export const proposalFields = {
  functionName: field(requiredName(NAME_MAXIMUM), {
    description: `Function to call: at most ${NAME_MAXIMUM} characters.`,
    example: 'renameAccount',
  }),
  arguments: field(jsonObjectText.optional(), {
    description: 'Arguments of the call: a JSON object, as text of at most 65,536 characters.',
    example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
  }),
  description: field(multilineText(DESCRIPTION_MAXIMUM).optional(), {
    description: `What the action does, for the people who review it: at most ${DESCRIPTION_MAXIMUM.toLocaleString('en')} characters.`,
    example: 'Rename the account to the name on the contract',
  }),
} as const;

/** Why somebody decided as they did. */
export const reasonField = (description: string) =>
  field(multilineText(DESCRIPTION_MAXIMUM).optional(), {
    description: `${description} At most ${DESCRIPTION_MAXIMUM.toLocaleString('en')} characters.`,
    example: 'The name does not match the contract',
  });

/** How somebody knows what became of a call. */
export const noteField = field(
  multilineText(DESCRIPTION_MAXIMUM).refine((text) => text !== '', {
    message: 'must not be empty.',
    params: { errorCode: 'NotEmpty' },
  }),
  {
    description: `How that is known: at most ${DESCRIPTION_MAXIMUM.toLocaleString('en')} characters.`,
    example: 'The account has its new name',
  },
);

/** Most actions that are queued at once. */
export const MAXIMUM_ACTIONS_AT_ONCE = 100;

/** Most actions of a session: whoever reads a session gets them all, and its review has to fit into an ETag. */
export const MAXIMUM_ACTIONS = 1_000;
/** Most bytes of their arguments and descriptions together. */
export const MAXIMUM_ACTION_BYTES = 4_194_304;

/** A list of what is queued at once. */
export const listOf = <Schema extends z.ZodType>(item: Schema) =>
  z
    .array(item)
    .min(1, 'must have an action or more.')
    .max(MAXIMUM_ACTIONS_AT_ONCE, `must have ${MAXIMUM_ACTIONS_AT_ONCE} actions or fewer.`)
    .optional();
