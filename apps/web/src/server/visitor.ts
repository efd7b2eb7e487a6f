import { apiErrorOf, createContext, type Services } from '@ai-sessions/api';

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
  const header = (name: string) => (name === 'cookie' ? (headers.get('cookie') ?? undefined) : undefined);
  const context = createContext(services, { requestId: 'page', header, address });
  try {
    return await context.within(() => context.principal());
  } catch (error) {
    const failure = apiErrorOf(error);
    if (failure.code === 'Unauthorized') return undefined;
    throw failure;
  }
}
