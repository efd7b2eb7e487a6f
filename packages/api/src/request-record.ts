import type { Principal } from '@ai-sessions/auth';
import type { Operation } from '@ai-sessions/contract';
import { apiErrorOf } from './failure.ts';

/** A call of an operation that was answered. */
interface AnsweredCall {
  readonly operation: string | undefined;
  /** HTTP status of the answer, or the one that stands for the failure. */
  readonly status: number;
  /** Code of the failure, when there was one. */
  readonly code: string | undefined;
  readonly durationMs: number;
}

/** What becomes of a request, for whoever writes it down. Adapters and procedures fill it in. */
export interface RequestRecord {
  /** Who asked, once that is known. */
  principal: Principal | undefined;
  readonly calls: AnsweredCall[];
}

/** Does what is asked, and notes what came of it. */
export async function recorded<Answer>(
  operation: Operation,
  record: RequestRecord,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const started = performance.now();
  const note = (status: number, code?: string) =>
    record.calls.push({
      operation: operation.name,
      status,
      code,
      durationMs: performance.now() - started,
    });
  try {
    const answer = await call();
    note(200);
    return answer;
  } catch (error) {
    const { status, code } = apiErrorOf(error);
    note(status, code);
    throw error;
  }
}
