import { z } from 'zod';

const page = z.looseObject({ cursor: z.string().optional() }).optional();

/**
 * What requests have to bring, by method, as far as the SDK would otherwise answer that it is at fault itself. What is
 * called with `tools/call` is checked with its tool.
 */
const schemas: Readonly<Record<string, z.ZodType>> = {
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

/** The same of what the older era begins with; the newer one knows no such method. */
const legacySchemas: typeof schemas = {
  ...schemas,
  initialize: z.looseObject({
    protocolVersion: z.string(),
    capabilities: z.looseObject({}),
    clientInfo: z.looseObject({ name: z.string(), version: z.string() }),
  }),
};

/** What is wrong with the parameters of a message of an era, in a sentence; `undefined` when nothing is. */
export function paramsProblem(message: object, isLegacy: boolean): string | undefined {
  const params: unknown = Reflect.get(message, 'params');
  if (isPassedOver(params)) return PROTOTYPE;
  const method: unknown = Reflect.get(message, 'method');
  const ofEra = isLegacy ? legacySchemas : schemas;
  const schema = typeof method === 'string' && Object.hasOwn(ofEra, method) ? ofEra[method] : undefined;
  const issue = schema?.safeParse(params).error?.issues[0];
  if (!issue) return undefined;
  const name = ['params', ...issue.path].join('.');
  return `'${name}' must be ${issue.code === 'invalid_type' ? article(issue.expected) : 'as the protocol says'}.`;
}

const PROTOTYPE =
  "An argument is called '__proto__'. Readers of the protocol pass it over, so it would not be stored as it was sent: leave it out.";

/** Whether the SDK would hand over the arguments of a call without one of them. */
function isPassedOver(params: unknown): boolean {
  if (typeof params !== 'object' || params === null || !('arguments' in params)) return false;
  return typeof params.arguments === 'object' && Object.hasOwn(params.arguments ?? {}, '__proto__');
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
