import { apiErrorOf, type Services } from '@ai-sessions/api';
import { pageContext } from './page-context.ts';

/** Who looks at a page. */
export interface Visitor {
  readonly userId: string;
  readonly emailAddress: string;
  readonly roles: readonly string[];
}

/**
 * Who looks at a page, by the cookie of its request; `undefined` for strangers.
 *
 * @throws ApiError when it cannot be found out.
 */
export async function visitorOf(
  services: Services,
  headers: Headers,
  address: string,
): Promise<Visitor | undefined> {
  const context = pageContext(services, headers, address);
  try {
    return await context.within(() => context.principal());
  } catch (error) {
    const failure = apiErrorOf(error);
    if (failure.code === 'Unauthorized') return undefined;
    throw failure;
  }
}
