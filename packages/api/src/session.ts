import * as actions from './session/actions.ts';
import * as applying from './session/applying.ts';
import * as sessions from './session/sessions.ts';
import { router } from './trpc.ts';

/** AI sessions: opening, changing, finding, reviewing and applying them. */
export const session = router({ ...sessions, ...actions, ...applying });
