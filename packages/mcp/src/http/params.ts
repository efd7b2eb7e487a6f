import { z } from 'zod';

const page = z.looseObject({ cursor: z.string().optional() }).optional();

/**
 * What requests have to bring, by method, as far as the SDK would otherwise answer that it is at fault itself. What is
 * called with `tools/call` is checked with its tool.
 */
const schemas: Readonly<Record<string, z.ZodType>> = {
  initialize: z.looseObject({
    protocolVersion: z.string(),
    capabilities: z.looseObject({}),
    clientInfo: z.looseObject({ name: z.string(), version: z.string() }),
  }),
  'tools/list': page,
  'resources/list': page,
  'resources/templates/list': page,
  'prompts/list': page,
  'resources/read': z.looseObject({ uri: z.string() }),
  'prompts/get': z.looseObject({
    name: z.string(),
    arguments: z.record(z.string(), z.string()).optional(),
  }),
};

/** What is wrong with the parameters of a message, in a sentence; `undefined` when nothing is. */
export function paramsProblem(message: object): string | undefined {
  const params: unknown = Reflect.get(message, 'params');
  if (hasPrototypeMember(params)) return PROTOTYPE;
  const method: unknown = Reflect.get(message, 'method');
  const schema = typeof method === 'string' && Object.hasOwn(schemas, method) ? schemas[method] : undefined;
  const issue = schema?.safeParse(params).error?.issues[0];
  if (!issue) return undefined;
  const name = ['params', ...issue.path].join('.');
  return `'${name}' must be ${issue.code === 'invalid_type' ? article(issue.expected) : 'as the protocol says'}.`;
}

const PROTOTYPE =
  "A member is called '__proto__'. Readers of JSON pass such members over, so it would not be stored as it was sent: leave it out.";

function hasPrototypeMember(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeMember);
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
