import type { Refusal, Result } from '../result.ts';
import { sqlStateOf, UNIQUE_VIOLATION } from '../sql-state.ts';

/** Does a change, and says so when the name that it gives is already that of another record. */
export async function unlessTaken<Value, Refused extends Refusal>(
  change: () => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | Refusal<'nameTaken'>>> {
  try {
    return await change();
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return { ok: false, reason: 'nameTaken' };
    throw error;
  }
}
