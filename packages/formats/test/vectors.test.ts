import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runVectors } from '../src/index.ts';

const folder = new URL('./vectors/', import.meta.url);
const shape = z.looseObject({ vectors: z.array(z.looseObject({ id: z.string(), what: z.string() })) });

describe.each(readdirSync(folder))('%s', (name) => {
  const file = shape.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

  it.each(file.vectors.map((vector) => [vector.id, vector.what, vector] as const))(
    '%s: %s',
    (_id, _what, vector) => {
      expect(runVectors({ ...file, vectors: [vector] })).toEqual({ passed: 1, failures: [] });
    },
  );
});
