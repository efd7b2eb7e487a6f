import { createHash, timingSafeEqual } from 'node:crypto';
import type { HeaderReader } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import { errorAnswer, type RestAnswer } from '@ai-sessions/rest';
import type { Metrics } from '@ai-sessions/telemetry/metrics';

/** Where Prometheus asks. */
export const METRICS_PATH = '/metrics';

const VERBS = ['GET', 'HEAD'];

/**
 * Answers who reads the metrics with the token that the configuration names, and nobody else: they tell how busy the
 * service is.
 *
 * @throws ApiError `MethodNotAllowed`
 */
export async function metricsAnswer(
  metrics: Metrics,
  token: string,
  { method, header }: { readonly method: string; readonly header: HeaderReader },
): Promise<RestAnswer> {
  if (!isBearer(header('authorization'), token)) return refusal(header);
  if (!VERBS.includes(method)) {
    throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow: VERBS });
  }
  const { mediaType, text } = await metrics.exposition();
  return {
    status: 200,
    headers: { 'Content-Type': mediaType, 'Cache-Control': 'no-store' },
    body: text,
    head: method === 'HEAD',
  };
}

function isBearer(authorization: string | undefined, token: string): boolean {
  const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  // Hashed, because only what is of the same length can be compared in constant time.
  return given !== undefined && timingSafeEqual(sha256(given), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refusal(header: HeaderReader): RestAnswer {
  const failure = new ApiError('Unauthorized', {
    message: 'Send the token of METRICS_TOKEN: Authorization: Bearer <token>.',
  });
  const subject = { title: 'Metrics', target: METRICS_PATH, safeCsv: false };
  return { ...errorAnswer('json', failure, subject, header), challenges: ['Bearer realm="metrics"'] };
}
