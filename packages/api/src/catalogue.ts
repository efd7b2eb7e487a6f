import { catalogueVersion } from '@ai-sessions/db';
import type { Context } from './context.ts';

/**
 * Counts the changes of the catalogue of functions. Adapters keep what they made of the functions for as long as it
 * stays. It tells nothing of the functions, so that nobody is asked for.
 *
 * @throws ApiError `Overloaded` or `Timeout`
 */
export function versionOfCatalogue(context: Context): Promise<number> {
  return context.atGate(() => catalogueVersion(context.services.db));
}
