import { ApiError, isLocalPath } from '@ai-sessions/contract';
import type { FormField } from '@ai-sessions/formats';
import type { RestAnswer } from './message.ts';

/** Names under which ServiceStack looks for where to go on to, in its order. */
const NAMES = ['continue', 'redirect', 'returnurl'];

/**
 * Where a browser wants to go after it has signed in or out: in the query of the form's address or in a hidden field,
 * the query first, as ServiceStack reads it. Only a path of ours will do.
 *
 * @throws ApiError `ValidationException` for any other address, before anybody is signed in.
 */
export function destinationOf(...sources: readonly (readonly FormField[])[]): string | undefined {
  const given = sources
    .flat()
    .filter(({ name, value }) => NAMES.includes(name.toLowerCase()) && value !== '');
  const foreign = given.find(({ value }) => !isLocalPath(value));
  if (foreign) {
    throw new ApiError('ValidationException', {
      fields: [
        {
          errorCode: 'InvalidValue',
          fieldName: foreign.name,
          message: 'The address to go on to must be a path of this site that starts with one slash.',
        },
      ],
    });
  }
  const [wanted] = NAMES.flatMap((wanted) => given.filter(({ name }) => name.toLowerCase() === wanted));
  return wanted?.value;
}

/** Sends a browser on. What HTTP cannot carry in a header is percent-encoded. */
export function redirectTo(location: string): RestAnswer {
  const encoded = location.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()));
  return {
    status: 302,
    headers: { Location: encoded, Vary: 'Accept', 'Cache-Control': 'no-store' },
    body: undefined,
  };
}
