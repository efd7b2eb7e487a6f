import { listFunctions } from '../tool/list-functions.ts';
import { listMySessions } from '../tool/list-my-sessions.ts';
import { openSession } from '../tool/open-session.ts';
import { proposeAction } from '../tool/propose-action.ts';
import { readSession } from '../tool/read-session.ts';
import { reviseAction } from '../tool/revise-action.ts';
import type { Tool } from '../tool/tool.ts';
import { withdrawAction } from '../tool/withdraw-action.ts';

/** The tools that do not depend on the catalogue. None judges, applies or changes the catalogue. */
export const fixedTools: readonly Tool[] = [
  openSession,
  listFunctions,
  proposeAction,
  readSession,
  reviseAction,
  withdrawAction,
  listMySessions,
];
