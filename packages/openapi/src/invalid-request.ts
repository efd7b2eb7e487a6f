import { ApiError, allMembers, exampleOf, type Operation, parseRequest } from '@ai-sessions/contract';

const TOO_LONG = 'x'.repeat(100_000);
/** Values that hardly any field accepts. */
const UNFIT: readonly unknown[] = [TOO_LONG, -1, [TOO_LONG]];

/** What is answered when a field of an operation's request is not valid; undefined when it accepts anything. */
export function invalidRequest({ request }: Operation): ApiError | undefined {
  const valid = exampleOf(request.type);
  for (const { wireName } of allMembers(request.type)) {
    for (const value of UNFIT) {
      try {
        parseRequest(request, { ...valid, [wireName]: value });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // A wrong type is found earlier, when the format is read.
        if (error.fields[0]?.errorCode !== 'InvalidType') return error;
      }
    }
  }
  return undefined;
}
