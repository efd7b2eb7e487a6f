import { onOneLine } from '@ai-sessions/formats';
import { type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/**
 * The log: one line of JSON an event on standard output. Control characters are escaped by JSON, and so are the other
 * line ends of Unicode; headers and bodies are never logged, so no credential can be.
 */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.errWithCause },
      hooks: { streamWrite: onOneLine },
    },
    pino.destination({ dest: 1, sync: true }),
  );
}
