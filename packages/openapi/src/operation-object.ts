import { type Access, type Operation, placeOf, sampleAnswer, typesOf } from '@ai-sessions/contract';
import { XLSX } from '@ai-sessions/formats';
import type {
  HeadersObject,
  MediaTypeObject,
  OperationObject,
  RequestBodyObject,
  ResponseObject,
} from 'openapi3-ts/oas31';
import { contentOf, type Formats, requestContentOf, schemaAddress } from './content.ts';
import { failuresOf } from './failures.ts';
import type { JsonSchema } from './json-schema.ts';
import { typeName } from './named-types.ts';
import { parametersOf } from './parameters.ts';
import { bodyExamples } from './request-examples.ts';
import { tagOf } from './tags.ts';

const entityTag: HeadersObject = {
  ETag: {
    description:
      'Names what was answered. In `If-Match` a change is made only while this holds; in `If-None-Match` a read is answered 304 without body while it does.',
    schema: { type: 'string', examples: ['"3-q4mZ0T1mGxPq6w1bJx0pXw"'] },
  },
};

/** What is said of operations that pass over nothing. */
const STRICT = 'A field that it does not know is refused with 400, and nothing is done.';

type Schemas = ReadonlyMap<string, JsonSchema>;

/** A body: its name in the document and its schema. */
interface Body {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** An operation as OpenAPI describes it. */
export function operationObject(operation: Operation, schemas: Schemas, formats: Formats): OperationObject {
  const { name, summary, access } = operation;
  const body = bodySchema(operation, schemas);
  const parameters = parametersOf(operation, requestSchema(operation, schemas));
  return {
    tags: [tagOf(operation)],
    operationId: name,
    summary,
    description: [
      operation.request.type.description,
      accessSentence(access),
      ...(operation.strict ? [STRICT] : []),
    ].join(' '),
    ...(access.kind === 'public' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters: [...parameters] } : {}),
    ...(body ? { requestBody: requestBody(operation, body, formats) } : {}),
    responses: { ...success(operation, formats), ...failuresOf(operation, formats) },
  };
}

/**
 * The body of an operation: its request type, less the fields that travel elsewhere; undefined when all of them do.
 */
export function bodySchema(operation: Operation, schemas: Schemas): Body | undefined {
  const schema = requestSchema(operation, schemas);
  const all = Object.entries(schema.properties ?? {});
  const inBody = all.filter(([wireName]) => placeOf(operation, wireName) === 'body');
  if (inBody.length === 0) return undefined;
  const name = typeName(operation.request.type);
  if (inBody.length === all.length) return { name, schema };
  const { required, ...rest } = schema;
  const stillRequired = required?.filter((wireName) => placeOf(operation, wireName) === 'body') ?? [];
  return {
    name: `${name}Body`,
    schema: {
      ...rest,
      title: `${schema.title} (body)`,
      properties: Object.fromEntries(inBody),
      ...(stillRequired.length > 0 ? { required: stillRequired } : {}),
    },
  };
}

function requestSchema({ request }: Operation, schemas: Schemas): JsonSchema {
  return schemas.get(typeName(request.type)) ?? {};
}

function requestBody(operation: Operation, { name, schema }: Body, formats: Formats): RequestBodyObject {
  return {
    required: (schema.required?.length ?? 0) > 0,
    content: requestContentOf(
      { kind: 'object', type: operation.request.type },
      { $ref: schemaAddress(name) },
      bodyExamples(operation),
      formats,
    ),
  };
}

function success(operation: Operation, formats: Formats): Readonly<Record<string, ResponseObject>> {
  const { response } = typesOf(operation);
  if (!response) return { '204': { description: 'It is done; there is nothing to tell.' } };
  const name = typeName(response);
  const schema = { $ref: schemaAddress(name) };
  const one = { kind: 'object', type: response } as const;
  const answer = sampleAnswer(operation);
  const content = operation.streams
    ? contentOf({ kind: 'list', item: one }, { type: 'array', items: schema }, { [name]: [answer] }, formats)
    : contentOf(one, schema, { [name]: answer }, formats);
  if (operation.streams && formats === 'all')
    content[XLSX] = { schema: { type: 'string', format: 'binary' } };
  // Code generators and importers cope with JSON alone.
  if (operation.follows && formats === 'all') content['text/event-stream'] = eventStreamContent(answer);
  // What is read has one, and what can be changed depending on it.
  const tagged = operation.preconditions || (operation.verb === 'GET' && !operation.streams);
  return { '200': { description: response.description, ...(tagged ? { headers: entityTag } : {}), content } };
}

/** Server-sent events: OpenAPI 3.1 has no words for what stands in them. */
function eventStreamContent(event: unknown): MediaTypeObject {
  return {
    schema: {
      type: 'string',
      description: 'Server-sent events, each with an element of the list as its data.',
    },
    example: `id: 7\ndata: ${JSON.stringify(event)}\n\n`,
  };
}

function accessSentence(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'Anyone may call it.';
    case 'signedIn':
      return 'Needs a signed-in caller.';
    case 'role':
      if (access.agents) return `Needs the role ${[...access.anyOf, 'Agent'].join(' or ')}.`;
      if (access.anyOf.length === 1) return `Needs the role ${access.anyOf[0]}.`;
      return `Needs ${access.every ? 'all' : 'one'} of the roles ${access.anyOf.join(', ')}.`;
    default:
      return access satisfies never;
  }
}
