import { service } from './service.ts';

/** Answers an API request that came through Next. The server entry answers the same paths without Next. */
export async function serveApi(request: Request): Promise<Response> {
  return (await service()).fetch(request);
}
