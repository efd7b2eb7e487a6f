import type { Operation } from '@ai-sessions/contract';
import { type OpenAPIObject, OpenApiBuilder } from 'openapi3-ts/oas31';
import { type Formats, schemaAddress } from './content.ts';
import { sharedFailures } from './failures.ts';
import { withoutEndSlash } from './json-schemas.ts';
import { bodySchema, operationObject } from './operation-object.ts';
import { IDEMPOTENCY_KEY, IF_MATCH, idempotencyKeyParameter, ifMatchParameter } from './parameters.ts';
import { tagsOf } from './tags.ts';
import { typeSchemas } from './type-schemas.ts';
import { webhooksOf } from './webhooks.ts';

/** What a document is made of. */
export interface OpenApiSource {
  readonly operations: readonly Operation[];
  /** Address under which callers reach the service, for instance `https://voice.example`. */
  readonly baseUrl: string;
  /** Version of the API. */
  readonly version: string;
  /** Formats of bodies and answers: JSON alone, as code generators need it, unless all are asked for. */
  readonly formats?: Formats;
}

const DESCRIPTION = `AI agents work on the accounts of a voice platform's customers. Each piece of such work is an AI session.

**Formats.** Send JSON, XML, JSV, CSV, JSON Lines or a form, and say which with \`Content-Type\`. Answers are JSON unless the path ends in the name of another format (\`.xml\`), \`?format=\` names it, or \`Accept\` asks for it. Names of fields match in any case. This document speaks of JSON; \`/openapi.json?formats=all\` of all of them.

**What may be left out.** An optional parameter or header that is sent without a value is as if it was not sent; its \`default\` here is empty, or what leaving it out means.

**Failures.** Every failed request has the body \`ErrorResponse\`. Its \`errorCode\` is stable; its \`message\` is for people.`;

/** The OpenAPI 3.1 document of the operations. It is plain JSON. */
export function openApiDocument({
  operations,
  baseUrl,
  version,
  formats = 'json',
}: OpenApiSource): OpenAPIObject {
  const url = withoutEndSlash(baseUrl);
  const builder = OpenApiBuilder.create({
    openapi: '3.1.0',
    info: {
      title: 'AI Sessions',
      version,
      description: DESCRIPTION,
      contact: { name: 'The AI Sessions authors', url },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url, description: 'This service.' }],
    security: [{ basic: [] }, { bearer: [] }, { session: [] }],
    tags: [...tagsOf(operations)],
  });
  addPaths(builder, operations, formats);
  if (operations.some(({ idempotencyKey }) => idempotencyKey)) {
    builder.addParameter(IDEMPOTENCY_KEY, idempotencyKeyParameter);
  }
  if (operations.some(({ preconditions }) => preconditions)) builder.addParameter(IF_MATCH, ifMatchParameter);
  builder.addSecurityScheme('basic', {
    type: 'http',
    scheme: 'basic',
    description: 'E-mail address and password of a user.',
  });
  builder.addSecurityScheme('bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or a token of RequestAuthToken.',
  });
  builder.addSecurityScheme('session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'ss-id',
    description: 'The cookie that Authenticate sets.',
  });
  return builder.getSpec();
}

/** Adds the paths, and of the types those that the paths and the shared answers speak of. */
function addPaths(builder: OpenApiBuilder, operations: readonly Operation[], formats: Formats): void {
  const types = typeSchemas(operations, schemaAddress);
  const bodies = operations.flatMap((operation) => bodySchema(operation, types) ?? []);
  const schemas = new Map([...types, ...bodies.map(({ name, schema }) => [name, schema] as const)]);
  for (const operation of operations) {
    builder.addPath(operation.route, {
      [operation.verb.toLowerCase()]: operationObject(operation, types, formats),
    });
  }
  for (const [name, webhook] of webhooksOf(operations)) builder.addWebhook(name, webhook);
  for (const [name, response] of sharedFailures(operations, formats)) builder.addResponse(name, response);
  const used = new Set(typesIn(builder.getSpec()));
  // A set also visits what is added while it is walked.
  for (const name of used) for (const inner of typesIn(schemas.get(name))) used.add(inner);
  for (const name of [...used].sort()) builder.addSchema(name, schemas.get(name) ?? {});
}

/** The names of the types that a part of the document refers to. */
function typesIn(part: unknown): readonly string[] {
  const text = JSON.stringify(part) ?? '';
  return Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name = '']) => name);
}
