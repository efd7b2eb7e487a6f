import { service } from './service.ts';

/** Answers an API request that came through Next. The server entry answers the same paths without Next. */
async function serveApi(request: Request): Promise<Response> {
  return (await service()).fetch(request);
}

// Next takes a handler for each verb by its name; a path mounts the API by exporting them again.
export {
  serveApi as DELETE,
  serveApi as GET,
  serveApi as HEAD,
  serveApi as OPTIONS,
  serveApi as PATCH,
  serveApi as POST,
  serveApi as PUT,
};
