import { admit } from '@ai-sessions/api';
import type { Exchange, MatchedExchange } from './exchange.ts';

const OVERRIDABLE = ['PUT', 'PATCH', 'DELETE'];

/**
 * `X-HTTP-Method-Override` turns a POST into another change, for clients that can only POST, whichever way
 * they have signed in. What a browser sends with its session cookie does not get it: there it would only help forged
 * requests.
 */
export async function effectiveVerb({ request, context }: Exchange): Promise<string> {
  const override = request.header('x-http-method-override')?.toUpperCase();
  if (request.method !== 'POST' || !override || !OVERRIDABLE.includes(override)) return request.method;
  const principal = await context.within(() => context.principal());
  const isPage = principal?.method === 'browserSession' && context.origin !== 'notABrowser';
  return isPage ? request.method : override;
}

/**
 * Lets in who may call the operation, before a body is read.
 *
 * @throws ApiError `Unauthorized` or `Forbidden`
 */
export async function authorize({ operation, context, verb }: MatchedExchange): Promise<void> {
  await context.within(() => admit(operation, { ...context, verb }));
}
