import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runVectorFile } from '../conformance/run-vector-file.ts';

async function vectors(name: string) {
  return JSON.parse(await readFile(join(import.meta.dirname, 'vectors', `${name}.json`), 'utf8'));
}

describe.each(['negotiation', 'errors', 'client'])('the vectors of %s', (name) => {
  it('are met by a running service', async () => {
    const file = await vectors(name);
    expect(await runVectorFile(file)).toEqual({ passed: file.vectors.length, failures: [] });
  });
});

describe('the runner', () => {
  /** A file with one vector, to see whether the runner can tell. */
  const alone = async (name: string, id: string, change: (vector: Record<string, unknown>) => object) => {
    const file = await vectors(name);
    const vector = file.vectors.find((each: { id: string }) => each.id === id);
    return { ...file, vectors: [{ ...vector, ...change(vector) }] };
  };

  it.each([
    ['negotiation', 'negotiation-001', { expected: { format: 'xml' } }],
    ['negotiation', 'negotiation-099', { expected: { dto: { operation: 'ListAISessions', page: 2 } } }],
    [
      'errors',
      'errors-023',
      { expected: { status: 400, body: { responseStatus: { errorCode: 'NotEmpty' } } } },
    ],
    [
      'client',
      'client-001',
      {
        expected: {
          sends: [{ request: 'GET /api/Nope', headers: {} }],
          serviceSees: [{ operation: 'Nope' }],
        },
      },
    ],
  ])('notices what is not met: %s', async (name, id, change) => {
    const { passed, failures } = await runVectorFile(await alone(name, id, () => change));
    expect([passed, failures.map((failure) => failure.id)]).toEqual([0, [id]]);
  });

  it('passes over nothing that it does not know', async () => {
    const file = await alone('negotiation', 'negotiation-001', () => ({ expected: { novelty: true } }));
    await expect(runVectorFile(file)).rejects.toThrow('novelty');
  });
});
