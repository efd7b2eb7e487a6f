import { eTagOf } from './entity-tags.ts';
import { ChangedMeanwhile, failureOf } from './failure.ts';
import { asRead, type CallContext } from './links.ts';

/** How often a change is tried while others change what nobody looked at. */
const ATTEMPTS = 5;

const ADVICE = 'Nothing was changed: see how it is now, then decide again.';

interface ChangeAsShown<Shown extends object, Answer> {
  /** The record as the page knows it. */
  readonly present: Shown | undefined;
  /** Reads the record, alone: its answer has an ETag. */
  readonly read: () => Promise<Shown>;
  /** What is not as it was shown, in a sentence; `undefined` when nothing is that matters. */
  readonly whatChanged: (present: Shown) => string | undefined;
  readonly change: (asRead: CallContext) => Promise<Answer>;
}

/**
 * Changes a record as long as it is what was shown. What others changed beside that does not stand in the way: then
 * the record is read and the change tried again.
 *
 * @throws ChangedMeanwhile when it is not as it was shown; nothing was changed then
 */
export async function changeAsShown<Shown extends object, Answer>({
  present,
  read,
  whatChanged,
  change,
}: ChangeAsShown<Shown, Answer>): Promise<Answer> {
  let record = present && eTagOf(present) ? present : await read();
  for (let attempt = 1; ; attempt++) {
    const changed = whatChanged(record);
    const eTag = eTagOf(record);
    if (changed !== undefined) throw new ChangedMeanwhile(`${changed} ${ADVICE}`);
    if (eTag === undefined) throw new Error('The record was not read alone.');
    try {
      return await change(asRead(eTag));
    } catch (error) {
      if (failureOf(error).status !== 412 || attempt === ATTEMPTS) throw error;
    }
    record = await read();
  }
}
