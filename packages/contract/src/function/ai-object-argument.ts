import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { requiredName, singleLineText } from '../text.ts';
import { DEFAULT_ACCOUNT_POINTER, ownObjectKinds } from './own-object-kinds.ts';

const URL_MAXIMUM = 2_000;
const POINTER_MAXIMUM = 200;
const OBJECT_ARGUMENTS_MAXIMUM = 20;

/** An argument that names an object of an account. */
export const AIObjectArgument = dto('AIObjectArgument', {
  namespace: 'Voice.Api.AI',
  description:
    'An argument that names an object of an account, and how to find out of which: it must be the account of the session.',
  fields: {
    argument: field(requiredName(200), {
      description: 'Name of the argument. Its value is the id of an object, or a list of them.',
      example: 'phoneNumberId',
    }),
    kind: field(requiredName(100), {
      description: `What kind of object it names: one of our own (${ownObjectKinds.join(', ')}), or with Url any other, in a word that reviewers read.`,
      example: 'PhoneNumber',
    }),
    url: field(singleLineText(URL_MAXIMUM).optional(), {
      description:
        'Address that tells of the object, with arguments in braces, asked with GET and the headers of the function: it answers with JSON, with 404 when there is no such object, and with 403 when it is of others. Empty for objects of our own.',
      example: 'https://voice.example.com/phoneNumbers/{phoneNumberId}',
    }),
    accountPointer: field(singleLineText(POINTER_MAXIMUM).optional(), {
      description: `JSON Pointer (RFC 6901) to the id of the account in that answer; ${DEFAULT_ACCOUNT_POINTER} by default.`,
      example: '/accountId',
    }),
  },
});

/** The value of an {@link AIObjectArgument}. */
export type AIObjectArgument = Value<typeof AIObjectArgument>;

/** All arguments of a function that name objects. */
export const objectArguments = z
  .array(AIObjectArgument.schema)
  .max(OBJECT_ARGUMENTS_MAXIMUM, `must name ${OBJECT_ARGUMENTS_MAXIMUM} arguments or fewer.`);
