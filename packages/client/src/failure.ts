import { ApiError, type FieldError, UnexpectedAnswerError } from './errors.ts';

/** The error that an answer without success stands for. */
export async function failureOf(response: Response): Promise<ApiError | UnexpectedAnswerError> {
  const text = await response.text();
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const status = recordOf(recordOf(jsonOf(text))?.responseStatus);
  if (typeof status?.errorCode !== 'string') {
    return new UnexpectedAnswerError(response.status, text, retryAfter);
  }
  return new ApiError({
    code: status.errorCode,
    status: response.status,
    message: textOf(status.message),
    fields: Array.isArray(status.errors) ? status.errors.map(fieldErrorOf) : [],
    meta: textsOf(recordOf(status.meta)),
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryAfter,
  });
}

/** The seconds of a `Retry-After`, which names them or an instant. */
export function secondsOf(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header);
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - now) / 1_000));
}

/** The value of JSON text; nothing when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object as a record; nothing when it is none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function fieldErrorOf(value: unknown): FieldError {
  const error = recordOf(value);
  return {
    errorCode: textOf(error?.errorCode),
    fieldName: textOf(error?.fieldName),
    message: textOf(error?.message),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(record: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, textOf(value)]));
}
