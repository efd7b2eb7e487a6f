/** Headers that every answer has, whatever it is. */
export type FixedHeaders = Readonly<Record<string, string>>;

/**
 * The headers of every answer: it is what its type says, and when the service is reached over https, it is never to be
 * asked for without.
 *
 * @param secure Whether browsers reach the service over https.
 */
export function fixedHeaders(secure: boolean): FixedHeaders {
  return {
    'X-Content-Type-Options': 'nosniff',
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}
