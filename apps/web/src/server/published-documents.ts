import { API_VERSION, ApiError, entityTagsIn, operations } from '@ai-sessions/contract';
import { type Formats, jsonSchemas, openApi30, openApiDocument, openApiYaml } from '@ai-sessions/openapi';
import { createReference, type ReferencePage } from '@ai-sessions/reference';
import { isReferenceAddress } from '@ai-sessions/reference/addresses';
import Negotiator from 'negotiator';
import { type ApiViewer, apiViewer, VIEWER_POLICY } from './api-viewer.ts';
import { OPENAPI, VIEWER, VIEWER_SCRIPT } from './document-address.ts';
import type { SentAnswer } from './node-request.ts';
import { PreparedBody } from './prepared-body.ts';

/** What describes the API, or is needed for that, and holds no data. */
interface PublishedDocument {
  readonly body: PreparedBody;
  /** All but those of the status and the length. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of a document. */
interface DocumentRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly accept: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** What describes the API: OpenAPI and its viewer, a JSON Schema for every type, and the pages of the reference. */
export interface PublishedDocuments {
  /**
   * Answers with a document, at an address that is one of them. Clients keep it and ask whether it has changed.
   *
   * @throws ApiError `NotFound`, `MethodNotAllowed` or `ValidationException`
   */
  answer(request: DocumentRequest): SentAnswer;
}

const VERBS = ['GET', 'HEAD'];
const JSON_TYPE = 'application/json; charset=utf-8';

const HEADERS = {
  'Cache-Control': 'no-cache',
  Vary: 'Accept, Accept-Encoding',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  // Whatever a page needs it loads from here; nothing is inline.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** How the OpenAPI document is wanted. */
interface OpenApiOptions {
  readonly formats: Formats;
  /** Of OpenAPI. */
  readonly version: '3.1' | '3.0';
}

const DEFAULT_OPTIONS: OpenApiOptions = { formats: 'json', version: '3.1' };

/** For what is at an address that names its content. Not `public`: the documents may be for those who sign in. */
const IMMUTABLE = 'max-age=31536000, immutable';

/**
 * Makes the documents, each when it is first asked for.
 *
 * @param baseUrl Address under which callers reach the service.
 */
export function publishedDocuments(baseUrl: () => string): PublishedDocuments {
  const built = new Map<string, PublishedDocument>();
  const prepared = new WeakMap<ReferencePage, PublishedDocument>();
  const openApi = ({ formats, version }: OpenApiOptions) => {
    const document = openApiDocument({ operations, baseUrl: baseUrl(), version: API_VERSION, formats });
    return version === '3.0' ? openApi30(document) : document;
  };
  const reference = createReference(operations, baseUrl);
  let builtViewer: ApiViewer | undefined;
  const viewer = () => {
    builtViewer ??= apiViewer();
    return builtViewer;
  };

  const builders: Readonly<Record<string, (options: OpenApiOptions) => PublishedDocument>> = {
    '/openapi.json': (options) => documentOf(JSON_TYPE, JSON.stringify(openApi(options))),
    '/openapi.yaml': (options) =>
      documentOf('application/yaml; charset=utf-8', openApiYaml(openApi(options))),
    [VIEWER]: () =>
      documentOf('text/html; charset=utf-8', viewer().page, { 'Content-Security-Policy': VIEWER_POLICY }),
  };

  /** The document at an address of its own. */
  function find(path: string, query: string): PublishedDocument | undefined {
    const options = OPENAPI.test(path) ? openApiOptionsIn(query) : DEFAULT_OPTIONS;
    const address = `${path}?${options.formats}&${options.version}`;
    const earlier = built.get(address);
    if (earlier) return earlier;
    const name = /^\/schemas\/(\w+)\.json$/.exec(path)?.[1];
    const document =
      name === undefined ? (ownMember(builders, path)?.(options) ?? scriptAt(path)) : schemaOf(name);
    if (document) built.set(address, document);
    return document;
  }

  function schemaOf(name: string): PublishedDocument | undefined {
    const schema = ownMember(jsonSchemas(operations, baseUrl()), name);
    return schema && documentOf('application/schema+json', JSON.stringify(schema));
  }

  function scriptAt(path: string): PublishedDocument | undefined {
    if (!VIEWER_SCRIPT.test(path)) return undefined;
    const { scriptPath, script } = viewer();
    if (path !== scriptPath) return undefined;
    return documentOf('text/javascript; charset=utf-8', script, { 'Cache-Control': IMMUTABLE });
  }

  function pageAnswer(path: string, query: string, request: DocumentRequest): SentAnswer {
    const preferred = new Negotiator({ headers: { accept: request.accept } }).mediaType([
      'text/html',
      'text/markdown',
    ]);
    const page = reference.page({
      path,
      query: new URLSearchParams(query),
      markdown: preferred === 'text/markdown',
    });
    const document = prepared.get(page) ?? documentOf(page.mediaType, page.text);
    prepared.set(page, document);
    return answerWith(document, page.found ? 200 : 404, request);
  }

  return {
    answer(request) {
      const { method, target } = request;
      if (!VERBS.includes(method)) {
        throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow: VERBS });
      }
      const [path = '', query = ''] = target.split('?', 2);
      if (isReferenceAddress(path)) return pageAnswer(path, query, request);
      const document = find(path, query);
      if (document) return answerWith(document, 200, request);
      throw new ApiError('NotFound', {
        message: path.startsWith(VIEWER)
          ? 'This version of the viewer is not here any more. See /docs.'
          : 'There is no type of this name. See /openapi.json.',
      });
    },
  };
}

/**
 * How the OpenAPI document is wanted.
 *
 * @throws ApiError `ValidationException`
 */
function openApiOptionsIn(query: string): OpenApiOptions {
  const asked = new URLSearchParams(query);
  return {
    formats: oneOf(asked, 'formats', ['json', 'all']),
    version: oneOf(asked, 'version', ['3.1', '3.0']),
  };
}

/** A choice by its name in the query; the first one unless another is asked for. */
function oneOf<const Choice extends string>(
  asked: URLSearchParams,
  name: string,
  choices: readonly [Choice, Choice],
): Choice {
  const wanted = asked.get(name) || choices[0];
  const found = choices.find((choice) => choice === wanted);
  if (found) return found;
  throw new ApiError('ValidationException', { message: `'${name}' must be ${choices.join(' or ')}.` });
}

function documentOf(
  mediaType: string,
  content: string | PreparedBody,
  headers: Readonly<Record<string, string>> = {},
): PublishedDocument {
  const body = content instanceof PreparedBody ? content : new PreparedBody(content);
  return { body, headers: { ...HEADERS, ...headers, ETag: body.etag, 'Content-Type': mediaType } };
}

function answerWith(
  { body, headers }: PublishedDocument,
  status: number,
  request: DocumentRequest,
): SentAnswer {
  const { ifNoneMatch = '' } = request;
  const known = ifNoneMatch.trim() === '*' || entityTagsIn(ifNoneMatch).includes(body.etag);
  if (known && status === 200) {
    const { 'Content-Type': _, ...kept } = headers;
    return { status: 304, headers: kept, body: undefined };
  }
  return { status, headers, body, head: request.method === 'HEAD' };
}

/** A member by a name that came from outside. */
function ownMember<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
