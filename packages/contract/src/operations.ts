import { GetAccount } from './account/get-account.ts';
import { ListAccounts } from './account/list-accounts.ts';
import { NewAccount } from './account/new-account.ts';
import { Authenticate } from './auth/authenticate.ts';
import { AuthenticateLogout } from './auth/authenticate-logout.ts';
import { GetAuthStatus } from './auth/get-auth-status.ts';
import type { Operation } from './operation.ts';
import { ClearAISessionActions } from './session/clear-ai-session-actions.ts';
import { DeleteAISession } from './session/delete-ai-session.ts';
import { DeleteAISessionAction } from './session/delete-ai-session-action.ts';
import { ExportAISessions } from './session/export-ai-sessions.ts';
import { GetAISession } from './session/get-ai-session.ts';
import { ListAISessions } from './session/list-ai-sessions.ts';
import { NewAISession } from './session/new-ai-session.ts';
import { NewAISessionAction } from './session/new-ai-session-action.ts';
import { PatchAISession } from './session/patch-ai-session.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ListAISessions,
  NewAISession,
  GetAISession,
  PatchAISession,
  DeleteAISession,
  ExportAISessions,
  NewAISessionAction,
  DeleteAISessionAction,
  ClearAISessionActions,
  ListAccounts,
  NewAccount,
  GetAccount,
  Authenticate,
  AuthenticateLogout,
  GetAuthStatus,
];
