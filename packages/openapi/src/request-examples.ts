import { allMembers, type Member, type Operation, placeOf, sampleRequest } from '@ai-sessions/contract';

/**
 * What the body of an operation can look like, by name. The first one, which importers take as the body of the request,
 * leaves out what only works with ids of records that are there.
 */
export function bodyExamples(operation: Operation): Readonly<Record<string, unknown>> {
  const whole = Object.entries(sampleRequest(operation)).filter(
    ([wireName]) => placeOf(operation, wireName) === 'body',
  );
  const pointing = new Set(
    allMembers(operation.request.type)
      .filter(pointsElsewhere)
      .map(({ wireName }) => wireName),
  );
  const plain = whole.filter(([wireName]) => !pointing.has(wireName));
  return {
    [operation.name]: Object.fromEntries(plain),
    ...(plain.length < whole.length ? { [`${operation.name}WithIds`]: Object.fromEntries(whole) } : {}),
  };
}

/** Whether a member names other records, and may be left out. */
function pointsElsewhere({ wireName, required }: Member): boolean {
  return !required && /Ids?$/.test(wireName);
}
