import { GetAccount } from './account/get-account.ts';
import { ListAccounts } from './account/list-accounts.ts';
import { NewAccount } from './account/new-account.ts';
import type { Operation } from './operation.ts';
import { GetAISession } from './session/get-ai-session.ts';
import { ListAISessions } from './session/list-ai-sessions.ts';
import { NewAISession } from './session/new-ai-session.ts';
import { PatchAISession } from './session/patch-ai-session.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ListAISessions,
  NewAISession,
  GetAISession,
  PatchAISession,
  ListAccounts,
  NewAccount,
  GetAccount,
];
