import { createRequire } from 'node:module';
import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A version of JSON Schema that schemas are read as. */
export interface Dialect {
  readonly name: string;
  /** What its schemas name in `$schema`. */
  readonly id: string;
  /** Makes what checks with it. */
  readonly ajv: () => Ajv;
}

const OPTIONS = {
  allErrors: true,
  strict: false,
  logger: false,
  ownProperties: true,
  validateSchema: false,
} as const satisfies Options;
/** Beside a `$ref`, these drafts look at nothing. */
const OF_OLD = { ...OPTIONS, ignoreKeywordsWithRef: true } as const satisfies Options;

const withFormats = (ajv: Ajv): Ajv => addFormats.default(ajv);

function draft06(): Ajv {
  const ajv = new Ajv({ ...OF_OLD, meta: false, defaultMeta: DRAFT_06 });
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json'));
  for (const later of ['if', 'then', 'else']) ajv.removeKeyword(later);
  return withFormats(ajv);
}

const DRAFT_06 = 'http://json-schema.org/draft-06/schema#';

const LATEST: Dialect = {
  name: 'JSON Schema 2020-12',
  id: 'https://json-schema.org/draft/2020-12/schema',
  ajv: () => withFormats(new Ajv2020(OPTIONS)),
};

const DIALECTS: readonly Dialect[] = [
  LATEST,
  {
    name: 'JSON Schema 2019-09',
    id: 'https://json-schema.org/draft/2019-09/schema',
    ajv: () => withFormats(new Ajv2019(OPTIONS)),
  },
  {
    name: 'JSON Schema draft-07',
    id: 'http://json-schema.org/draft-07/schema#',
    ajv: () => withFormats(new Ajv(OF_OLD)),
  },
  { name: 'JSON Schema draft-06', id: DRAFT_06, ajv: draft06 },
];

/** Names of the latest version, and of what OpenAPI 3.1 adds to it, which checks nothing. */
const SAME_AS_LATEST = /^(?:json-schema\.org\/schema|spec\.openapis\.org\/oas\/3\.\d\/dialect\/[\w-]+)$/;
const EARLIER = /^json-schema\.org\/(draft-0[0-5])\/(?:hyper-)?schema$/;

/** What a schema is read as, by its `$schema`; a phrase that says what to change when it cannot be. */
export function dialectOf($schema: unknown): Dialect | { readonly problem: string } {
  if ($schema === undefined) return LATEST;
  if (typeof $schema !== 'string') return { problem: "its '$schema' must be text: leave it out for 2020-12" };
  const name = bare($schema);
  const known = DIALECTS.find(({ id }) => bare(id) === name);
  if (known) return known;
  if (SAME_AS_LATEST.test(name)) return LATEST;
  const [, draft] = EARLIER.exec(name) ?? [];
  return {
    problem: draft
      ? `it is written for ${draft}, which is not read here. Name draft-07 in '$schema' (http://json-schema.org/draft-07/schema#), and write 'id' as '$id', and 'exclusiveMinimum' and 'exclusiveMaximum' as numbers`
      : "its '$schema' names a version that is not known here: 2020-12, 2019-09, draft-07 and draft-06 are. Leave it out for 2020-12",
  };
}

/** Without what people write in one way or another. */
function bare(id: string): string {
  return id
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/#?\/?$/, '');
}
