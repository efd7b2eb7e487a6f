/** The message of an error, to be quoted in a sentence. */
export function errorMessageOf(error: unknown): string {
  if (error instanceof AggregateError) return errorMessageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
