import { z } from 'zod';

const texts = z.record(z.string(), z.string());

const fields = {
  status: z.number().optional(),
  format: z.string().optional(),
  contentType: z.string().optional(),
  headers: texts.optional(),
  absentHeaders: z.array(z.string()).optional(),
  /** The operation and the request it sees; or only the status of a refusal. */
  dto: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  anyMessage: z.boolean().optional(),
  messageStartsWith: z.string().optional(),
  bodyText: z.string().optional(),
  bodyStartsWith: z.string().optional(),
  bodyEndsWith: z.string().optional(),
  bodyTextStartsWith: z.string().optional(),
  bodyTextContains: z.string().optional(),
  bodyTextLacks: z.string().optional(),
  absentKeys: z.array(z.string()).optional(),
  jsonHasKey: z.string().optional(),
  nullMembersWritten: z.boolean().optional(),
  defaultMembersWritten: z.boolean().optional(),
  /** Length of the list that is answered. */
  results: z.number().optional(),
  /** Operations with lasting effect. */
  carriedOut: z.number().optional(),
  locationPath: z.string().optional(),
  locationParam: texts.optional(),
  note: z.string().optional(),
};

// What is not known here must not be passed over: a vector would seem to be met.
const outcome = z.strictObject({ ...fields, anyOf: z.array(z.strictObject(fields)).optional() });

/** What is expected of an answer. */
export type Outcome = z.output<typeof outcome>;

const vector = z.object({
  id: z.string(),
  what: z.string().default(''),
  setup: z.string().optional(),
  note: z.string().optional(),
  input: z.object({
    /** Who sends it; the head of the file tells when it is left out. */
    as: z.enum(['nobody', 'user', 'admin']).default('admin'),
    request: z.string(),
    headers: texts.default({}),
    body: z.string().optional(),
  }),
  expected: z.unknown(),
  preferred: z.unknown().optional(),
});

/** A vector of the kinds that are about requests and their answers. */
export type RequestVector = Omit<z.output<typeof vector>, 'expected' | 'preferred'> & {
  readonly expected: Outcome;
};

/** A file of vectors about negotiation and binding, or about errors. The preferred outcome is the expected one. */
export const requestVectors = z.object({
  vectors: z.array(
    vector.transform(({ expected, preferred, ...rest }, context): RequestVector => {
      const parsed = outcome.safeParse(preferred ?? expected);
      if (parsed.success) return { ...rest, expected: parsed.data };
      context.addIssue({ code: 'custom', message: `${rest.id}: ${z.prettifyError(parsed.error)}` });
      return z.NEVER;
    }),
  ),
});

const sent = z.object({ request: z.string(), headers: texts, body: z.string().optional() });
const seen = z.object({
  operation: z.string().optional(),
  dto: z.record(z.string(), z.unknown()).optional(),
  items: z.array(z.record(z.string(), z.unknown())).optional(),
  status: z.number().optional(),
});

/** A request that a client was seen to send, and what the service must make of it. */
export type SentRequest = z.output<typeof sent>;
/** What the service must recognise. */
export type SeenRequest = z.output<typeof seen>;

/** A file of vectors about the requests of a client. */
export const clientVectors = z.object({
  vectors: z.array(
    z.object({
      id: z.string(),
      what: z.string().default(''),
      expected: z.object({ sends: z.array(sent), serviceSees: z.array(seen.nullable()).default([]) }),
    }),
  ),
});

/** The kinds of files, by the `format` in their head. */
export const fileHead = z.object({ format: z.string() });
