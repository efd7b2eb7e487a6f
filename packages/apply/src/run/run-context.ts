import type { ObjectResolver } from '../object/object-resolver.ts';
import type { Journal } from './journal.ts';
import type { RunProcess } from './run-process.ts';
import type { SessionView } from './session-view.ts';

/** What the steps of a run share. */
export interface RunContext extends RunProcess {
  readonly view: SessionView;
  readonly journal: Journal;
  readonly objects: ObjectResolver;
}
