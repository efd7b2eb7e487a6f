import type { IncomingMessage } from 'node:http';
import { ApiError } from '@ai-sessions/contract';
import { mediaTypeOf } from '@ai-sessions/rest';

const PAGE_VERBS = ['GET', 'HEAD'];
const FORM = 'application/x-www-form-urlencoded';

/** What next-auth is asked for here; everything else it would answer with 500 or not at all. */
const SIGN_IN_PATHS: Readonly<Record<string, readonly string[]>> = {
  '/api/auth/csrf': PAGE_VERBS,
  '/api/auth/providers': PAGE_VERBS,
  '/api/auth/session': PAGE_VERBS,
  '/api/auth/signin': PAGE_VERBS,
  '/api/auth/error': PAGE_VERBS,
  '/api/auth/signout': [...PAGE_VERBS, 'POST'],
  '/api/auth/callback/credentials': ['POST'],
};

/**
 * Refuses what Next or next-auth would stumble over, before they see it: paths that cannot be decoded, verbs and
 * bodies that no page takes. There are no server actions, and navigation state of a browser is not trusted.
 *
 * @throws ApiError
 */
export function guardPage(request: IncomingMessage, path: string): void {
  requireDecodable(path);
  requireVerb(request, PAGE_VERBS);
  // Without it Next renders the whole page instead of the part that changed; with a malformed one it fails.
  delete request.headers['next-router-state-tree'];
  delete request.headers['next-action'];
}

/** The same for the addresses of next-auth. */
export function guardSignIn(request: IncomingMessage, path: string): void {
  requireDecodable(path);
  const verbs = SIGN_IN_PATHS[path.replace(/\/$/, '')];
  if (!verbs) throw new ApiError('NotFound');
  requireVerb(request, verbs);
  if (request.method === 'POST' && mediaTypeOf(request.headers['content-type']) !== FORM) {
    throw new ApiError('UnsupportedMediaType', { message: `Send the body as ${FORM}.` });
  }
  delete request.headers['next-action'];
}

function requireDecodable(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw new ApiError('SerializationException', {
      message: 'The path is not valid percent-encoded UTF-8. Encode it again.',
    });
  }
}

function requireVerb(request: IncomingMessage, allow: readonly string[]): void {
  const { method = 'GET' } = request;
  if (allow.includes(method)) return;
  throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow });
}
