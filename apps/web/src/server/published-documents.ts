import { createHash } from 'node:crypto';
import { API_VERSION, ApiError, operations } from '@ai-sessions/contract';
import { jsonSchemas, openApiDocument, openApiYaml } from '@ai-sessions/openapi';
import { createReference } from '@ai-sessions/reference';
import type { RestAnswer } from '@ai-sessions/rest';
import Negotiator from 'negotiator';

/** A text that describes the API and holds no data. */
interface PublishedDocument {
  readonly mediaType: string;
  readonly text: string;
}

/** What is asked of a document. */
interface DocumentRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly accept: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** What describes the API: OpenAPI, a JSON Schema for every type, and the pages of the reference. */
export interface PublishedDocuments {
  /** Whether a path is that of a document. */
  has(path: string): boolean;
  /**
   * Answers with a document. Clients keep it and ask whether it has changed.
   *
   * @throws ApiError `NotFound` or `MethodNotAllowed`
   */
  answer(request: DocumentRequest): RestAnswer;
}

const VERBS = ['GET', 'HEAD'];
const JSON_TYPE = 'application/json; charset=utf-8';

const HEADERS = {
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  // Whatever a page needs it loads from here; nothing is inline.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * Makes the documents, each when it is first asked for.
 *
 * @param baseUrl Address under which callers reach the service.
 */
export function publishedDocuments(baseUrl: () => string): PublishedDocuments {
  const made = new Map<string, PublishedDocument>();
  const etags = new WeakMap<PublishedDocument, string>();
  const source = () => ({ operations, baseUrl: baseUrl(), version: API_VERSION });
  const reference = createReference(operations, baseUrl);

  const makers: Readonly<Record<string, () => PublishedDocument>> = {
    '/openapi.json': () => ({ mediaType: JSON_TYPE, text: JSON.stringify(openApiDocument(source())) }),
    '/openapi.yaml': () => ({
      mediaType: 'application/yaml; charset=utf-8',
      text: openApiYaml(openApiDocument(source())),
    }),
  };

  /** The document at an address of its own. */
  function find(path: string): PublishedDocument | undefined {
    const earlier = made.get(path);
    if (earlier) return earlier;
    const name = /^\/schemas\/(\w+)\.json$/.exec(path)?.[1];
    const document = name === undefined ? own(makers, path)?.() : schemaOf(name);
    if (document) made.set(path, document);
    return document;
  }

  function schemaOf(name: string): PublishedDocument | undefined {
    const schema = own(jsonSchemas(operations, baseUrl()), name);
    return schema && { mediaType: 'application/schema+json', text: JSON.stringify(schema) };
  }

  function etagOf(document: PublishedDocument): string {
    const earlier = etags.get(document);
    if (earlier) return earlier;
    const digest = createHash('sha256').update(document.text).digest('base64url');
    const etag = `"${digest.slice(0, 22)}"`;
    etags.set(document, etag);
    return etag;
  }

  function pageAnswer(path: string, query: string, request: DocumentRequest): RestAnswer {
    const preferred = new Negotiator({ headers: { accept: request.accept } }).mediaType([
      'text/html',
      'text/markdown',
    ]);
    const page = reference.page({
      path,
      query: new URLSearchParams(query),
      markdown: preferred === 'text/markdown',
    });
    return answerWith(page, page.found ? 200 : 404, request);
  }

  function answerWith(document: PublishedDocument, status: number, request: DocumentRequest): RestAnswer {
    const { mediaType, text } = document;
    const etag = etagOf(document);
    const headers = { ...HEADERS, ETag: etag, Vary: 'Accept' };
    const known = request.ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
    if (known && status === 200) return { status: 304, headers, body: undefined };
    return {
      status,
      headers: { ...headers, 'Content-Type': mediaType },
      body: text,
      head: request.method === 'HEAD',
    };
  }

  return {
    has: (path) => own(makers, path) !== undefined || path.startsWith('/schemas/') || reference.owns(path),
    answer(request) {
      const { method, target } = request;
      if (!VERBS.includes(method)) {
        throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow: VERBS });
      }
      const [path = '', query = ''] = target.split('?', 2);
      if (reference.owns(path)) return pageAnswer(path, query, request);
      const document = find(path);
      if (document) return answerWith(document, 200, request);
      throw new ApiError('NotFound', { message: 'There is no type of this name. See /openapi.json.' });
    },
  };
}

/** A member by a name that came from outside. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
