import { createHash } from 'node:crypto';
import { API_VERSION, ApiError, operations } from '@ai-sessions/contract';
import { jsonSchemas, openApiDocument, openApiYaml } from '@ai-sessions/openapi';
import type { RestAnswer } from '@ai-sessions/rest';

/** A text that describes the API and holds no data. */
interface PublishedDocument {
  readonly mediaType: string;
  readonly text: string;
  /** Changes with the text. */
  readonly etag: string;
}

/** What is asked of a document. */
interface DocumentRequest {
  readonly method: string;
  readonly path: string;
  readonly ifNoneMatch: string | undefined;
}

/** The documents that describe the API: OpenAPI, and a JSON Schema for every type. */
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

/**
 * Makes the documents, each when it is first asked for.
 *
 * @param baseUrl Address under which callers reach the service.
 */
export function publishedDocuments(baseUrl: () => string): PublishedDocuments {
  const made = new Map<string, PublishedDocument>();
  const source = () => ({ operations, baseUrl: baseUrl(), version: API_VERSION });

  const makers: Readonly<Record<string, () => readonly [string, string]>> = {
    '/openapi.json': () => [JSON_TYPE, JSON.stringify(openApiDocument(source()))],
    '/openapi.yaml': () => ['application/yaml; charset=utf-8', openApiYaml(openApiDocument(source()))],
  };

  function find(path: string): PublishedDocument | undefined {
    const earlier = made.get(path);
    if (earlier) return earlier;
    const name = /^\/schemas\/(\w+)\.json$/.exec(path)?.[1];
    const parts = name === undefined ? own(makers, path)?.() : schemaOf(name);
    if (!parts) return undefined;
    const [mediaType, text] = parts;
    const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    const document = { mediaType, text, etag: `"${digest}"` };
    made.set(path, document);
    return document;
  }

  function schemaOf(name: string): readonly [string, string] | undefined {
    const schema = own(jsonSchemas(operations, baseUrl()), name);
    return schema && ['application/schema+json', JSON.stringify(schema)];
  }

  return {
    has: (path) => own(makers, path) !== undefined || path.startsWith('/schemas/'),
    answer({ method, path, ifNoneMatch }) {
      if (!VERBS.includes(method)) {
        throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow: VERBS });
      }
      const document = find(path);
      if (!document) {
        throw new ApiError('NotFound', { message: 'There is no type of this name. See /openapi.json.' });
      }
      const { etag, mediaType, text } = document;
      const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
      const known = ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
      if (known) return { status: 304, headers, body: undefined };
      return {
        status: 200,
        headers: { ...headers, 'Content-Type': mediaType },
        body: text,
        head: method === 'HEAD',
      };
    },
  };
}

/** A member by a name that came from outside. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
