import { type Context, createContext, type Services } from '@ai-sessions/api';

/** The context of what a page asks for. Its visitor is known by the cookie alone. */
export function pageContext(services: Services, headers: Headers, address: string): Context {
  const header = (name: string) => (name === 'cookie' ? (headers.get('cookie') ?? undefined) : undefined);
  return createContext(services, { requestId: 'page', transport: 'page', header, address });
}
