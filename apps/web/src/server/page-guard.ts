import type { IncomingMessage } from 'node:http';
import { ApiError } from '@ai-sessions/contract';
import { mediaTypeOf } from '@ai-sessions/rest';
// Next has no public name for it; only its own reading tells what it will take.
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';

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

/** The same while there is an OpenID provider. A sign-in there begins with POST, which no other site can send for us. */
const OIDC_PATHS: typeof SIGN_IN_PATHS = {
  '/api/auth/signin/oidc': ['POST'],
  '/api/auth/callback/oidc': ['GET'],
};

/**
 * Rejects what Next or next-auth would fail on, before they see it: paths that cannot be decoded, verbs and
 * bodies that no page takes. There are no server actions, and navigation state of a browser is not trusted.
 *
 * @throws ApiError
 */
export function guardPage(request: IncomingMessage, path: string): void {
  requireDecodable(path);
  requireVerb(request, PAGE_VERBS);
  dropMalformedState(request);
  delete request.headers['next-action'];
}

/**
 * With navigation state that it cannot read, Next fails; without it, it renders the whole page instead of the part
 * that changed. What it can read has to stay: the address of a prefetch holds a digest of it, and Next would redirect
 * a request where they differ, for ever.
 */
function dropMalformedState({ headers }: IncomingMessage): void {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree']);
  } catch {
    delete headers['next-router-state-tree'];
  }
}

/**
 * The same for what pages load. Next would also fetch and resize images, and answer its own failures without the
 * headers of ours; no page asks for that.
 *
 * @throws ApiError
 */
export function guardAsset(request: IncomingMessage, path: string): void {
  if (!path.startsWith('/_next/static/')) throw new ApiError('NotFound');
  guardPage(request, path);
}

/** The same for the addresses of next-auth. */
export function guardSignIn(request: IncomingMessage, path: string, singleSignOn: boolean): void {
  requireDecodable(path);
  const name = path.replace(/\/$/, '');
  const verbs = SIGN_IN_PATHS[name] ?? (singleSignOn ? OIDC_PATHS[name] : undefined);
  if (!verbs) throw new ApiError('NotFound');
  requireVerb(request, verbs);
  if (request.method === 'POST' && mediaTypeOf(request.headers['content-type']) !== FORM) {
    throw new ApiError('UnsupportedMediaType', { message: `Send the body as ${FORM}.` });
  }
  delete request.headers['next-action'];
}

/** Health checks accept only reads and OPTIONS: nothing else may look like a success to a monitor. */
export function guardProbe(request: IncomingMessage): void {
  requireVerb(request, ['GET', 'HEAD', 'OPTIONS']);
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
