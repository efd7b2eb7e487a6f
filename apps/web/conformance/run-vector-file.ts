import { runVectors } from '@ai-sessions/formats';
import { runClientVectors } from './run-client-vectors.ts';
import { runErrorVectors, runNegotiationVectors } from './run-request-vectors.ts';
import { fileHead } from './vector-files.ts';
import type { VectorRun } from './vector-run.ts';

const onService: Readonly<Record<string, (file: unknown) => Promise<VectorRun>>> = {
  'negotiation and binding': runNegotiationVectors,
  'errors and sign-in failures': runErrorVectors,
  'the JavaScript client': runClientVectors,
};

/**
 * Runs a file of vectors of any kind: those about formats against the codecs, the others against a service.
 *
 * @param file The parsed JSON of the file.
 */
export async function runVectorFile(file: unknown): Promise<VectorRun> {
  const run = onService[fileHead.parse(file).format];
  if (run) return run(file);
  const { passed, failures } = runVectors(file);
  return {
    passed,
    failures: failures.map(({ id, what, direction, expected, actual }) => ({
      id,
      what: `${what} (${direction})`,
      expected,
      found: [actual],
    })),
  };
}
