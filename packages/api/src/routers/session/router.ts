import {
  ApplyAISession,
  ClearAISessionActions,
  DeleteAISession,
  DeleteAISessionAction,
  ExportAISessions,
  FollowAISession,
  GetAISession,
  GetAISessionEvidence,
  GetAISessionRun,
  JudgeAISessionAction,
  ListAISessionRuns,
  ListAISessions,
  NewAISession,
  NewAISessionAction,
  PatchAISession,
  PatchAISessionAction,
  RestoreAISession,
  ReviewAISession,
  SettleAISessionAction,
  StopAISessionRun,
} from '@ai-sessions/contract';
import { proposerProcedure, systemAdministratorProcedure } from '../../procedures.ts';
import { router } from '../../trpc.ts';
import {
  clearAISessionActions,
  deleteAISessionAction,
  judgeAISessionAction,
  patchAISessionAction,
  settleAISessionAction,
} from './actions.ts';
import { applyAISession } from './apply.ts';
import { getAISessionEvidence } from './evidence.ts';
import { followAISession } from './follow.ts';
import { newAISessionAction } from './proposals.ts';
import { reviewAISession } from './review.ts';
import { getAISessionRun, listAISessionRuns, stopAISessionRun } from './runs.ts';
import {
  deleteAISession,
  exportAISessions,
  getAISession,
  listAISessions,
  newAISession,
  patchAISession,
  restoreAISession,
} from './sessions.ts';
import { watchAISession } from './watch.ts';

/** AI sessions: opening, changing, finding, reviewing and applying them. */
export const session = router({
  create: proposerProcedure.mutation(NewAISession, newAISession),
  patch: systemAdministratorProcedure.mutation(PatchAISession, patchAISession),
  get: proposerProcedure.query(GetAISession, getAISession),
  list: proposerProcedure.survey(ListAISessions, listAISessions),
  export: proposerProcedure.stream(ExportAISessions, exportAISessions),
  delete: systemAdministratorProcedure.mutation(DeleteAISession, deleteAISession),
  restore: systemAdministratorProcedure.mutation(RestoreAISession, restoreAISession),

  queueAction: proposerProcedure.owningMutation(NewAISessionAction, newAISessionAction),
  patchAction: proposerProcedure.owningMutation(PatchAISessionAction, patchAISessionAction),
  judgeAction: systemAdministratorProcedure.mutation(JudgeAISessionAction, judgeAISessionAction),
  settleAction: systemAdministratorProcedure.mutation(SettleAISessionAction, settleAISessionAction),
  deleteAction: proposerProcedure.mutation(DeleteAISessionAction, deleteAISessionAction),
  clearActions: systemAdministratorProcedure.mutation(ClearAISessionActions, clearAISessionActions),

  review: systemAdministratorProcedure.waitingQuery(ReviewAISession, reviewAISession),
  applyActions: systemAdministratorProcedure.waitingMutation(ApplyAISession, applyAISession),
  runs: proposerProcedure.survey(ListAISessionRuns, listAISessionRuns),
  run: proposerProcedure.query(GetAISessionRun, getAISessionRun),
  evidence: systemAdministratorProcedure.waitingQuery(GetAISessionEvidence, getAISessionEvidence),
  stopRun: systemAdministratorProcedure.mutation(StopAISessionRun, stopAISessionRun),
  follow: proposerProcedure.follow(FollowAISession, followAISession),
  watch: proposerProcedure.subscription(GetAISession, watchAISession),
});
