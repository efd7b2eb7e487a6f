import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../src/db.ts';
import { Prisma } from '../src/generated/prisma/client.ts';
import {
  type Actor,
  type Database,
  listAccounts,
  listAllRuns,
  listApiKeys,
  listAuditEvents,
  listComments,
  listDeliveries,
  listFunctions,
  listMentions,
  listRequests,
  listReviewers,
  listRuns,
  listSessions,
  listStops,
  listUsers,
  listViews,
  listWebhooks,
  openDatabase,
  type PageRequest,
  type PageResult,
  unwrap,
} from '../src/index.ts';
import { selectAccountNames } from '../src/sql/account/find-account-names.ts';
import { lockAccount } from '../src/sql/account/lock-account.ts';
import { anyOpenActionOfFunction } from '../src/sql/action/any-open-action-of-function.ts';
import { updateActionCorrected } from '../src/sql/action/correct-action.ts';
import { countOpenActions } from '../src/sql/action/count-open-actions.ts';
import { deleteAction } from '../src/sql/action/drop-action.ts';
import { deleteActions } from '../src/sql/action/drop-actions.ts';
import { expireActions } from '../src/sql/action/expire-actions.ts';
import { holdSessionOfActions } from '../src/sql/action/hold-session-of-actions.ts';
import { updateActionJudged } from '../src/sql/action/judge-action.ts';
import { insertActions } from '../src/sql/action/queue-actions.ts';
import { insertActionsOfSessions } from '../src/sql/action/queue-actions-of-sessions.ts';
import { updateActionSettled } from '../src/sql/action/settle-action.ts';
import { selectAgentGrants } from '../src/sql/agent-grant/find-agent-grants.ts';
import { updateAgentGrantUsed } from '../src/sql/agent-grant/mark-agent-grant-used.ts';
import { lockApiKey } from '../src/sql/api-key/lock-api-key.ts';
import { lockApiKeysOfAccount } from '../src/sql/api-key/lock-api-keys-of-account.ts';
import { updateApiKeyUsed } from '../src/sql/api-key/mark-api-key-used.ts';
import { lockApplying } from '../src/sql/applying/lock-applying.ts';
import { selectEntityNames } from '../src/sql/audit/find-entity-names.ts';
import { selectEventProofs } from '../src/sql/audit/find-event-proofs.ts';
import { selectHeadsOfDates } from '../src/sql/audit/find-heads-of-dates.ts';
import { lockSealing } from '../src/sql/audit/lock-sealing.ts';
import { takeUnsealed } from '../src/sql/audit/take-unsealed.ts';
import { writeAuditEvent } from '../src/sql/audit/write-audit-event.ts';
import { selectOpenBrowserSessions } from '../src/sql/browser-session/find-open-browser-sessions.ts';
import { selectRecentSignIn } from '../src/sql/browser-session/find-recent-sign-in.ts';
import { selectCallerByAgentGrant } from '../src/sql/caller/find-caller-by-agent-grant.ts';
import { selectCallerByApiKey } from '../src/sql/caller/find-caller-by-api-key.ts';
import { selectCallerByBrowserSession } from '../src/sql/caller/find-caller-by-browser-session.ts';
import { commentsMark } from '../src/sql/comment/comments-mark.ts';
import { countUnseenMentions } from '../src/sql/comment/count-unseen-mentions.ts';
import { updateMentionsSeen } from '../src/sql/comment/mark-mentions-seen.ts';
import { lockCredential } from '../src/sql/credential/lock-credential.ts';
import { insertDemoAccounts } from '../src/sql/demo/add-demo-accounts.ts';
import { insertDemoSessions } from '../src/sql/demo/add-demo-sessions.ts';
import { insertDemoUsage } from '../src/sql/demo/add-demo-usage.ts';
import { analyze } from '../src/sql/demo/analyze.ts';
import { deleteDemoAccounts } from '../src/sql/demo/delete-demo-accounts.ts';
import { deleteDemoSessions } from '../src/sql/demo/delete-demo-sessions.ts';
import { forgetDemoRecords } from '../src/sql/demo/forget-demo-records.ts';
import { lockDemoAccounts } from '../src/sql/demo/lock-demo-accounts.ts';
import { lockDemoData } from '../src/sql/demo/lock-demo-data.ts';
import { lockDemoSessions } from '../src/sql/demo/lock-demo-sessions.ts';
import { recordDemoData } from '../src/sql/demo/record-demo-data.ts';
import { claimDigests } from '../src/sql/digest/claim-digests.ts';
import { selectUntoldMentions } from '../src/sql/digest/find-untold-mentions.ts';
import { eraseInEvents } from '../src/sql/erasure/erase-in-events.ts';
import { eraseInRecords, NAMING_TABLES } from '../src/sql/erasure/erase-in-records.ts';
import { eraseInRequestLog } from '../src/sql/erasure/erase-in-request-log.ts';
import { selectPerson } from '../src/sql/erasure/find-person.ts';
import { selectCatalogueVersion } from '../src/sql/function/catalogue-version.ts';
import { selectFunctionByName } from '../src/sql/function/find-function-by-name.ts';
import { selectFunctionsByName } from '../src/sql/function/find-functions-by-name.ts';
import { claimIdempotencyKey } from '../src/sql/idempotency/claim-idempotency-key.ts';
import { deleteOldIdempotencyKeys } from '../src/sql/idempotency/delete-old-idempotency-keys.ts';
import { selectIdempotentAnswer } from '../src/sql/idempotency/find-idempotent-answer.ts';
import { deleteBefore } from '../src/sql/keeping/delete-before.ts';
import { deleteOldRuns } from '../src/sql/keeping/delete-old-runs.ts';
import { dropOldestPartition } from '../src/sql/keeping/drop-oldest-partition.ts';
import { extendPartitions } from '../src/sql/keeping/extend-partitions.ts';
import type { PartitionedTable } from '../src/sql/keeping/partitioned-table.ts';
import { selectBacklog } from '../src/sql/monitoring/find-backlog.ts';
import { selectOAuthRecord } from '../src/sql/oauth/find-oauth-record.ts';
import { selectSigningKeys } from '../src/sql/oauth/find-signing-keys.ts';
import { lockSigningKeys } from '../src/sql/oauth/lock-signing-keys.ts';
import { selectAccountOutcomes } from '../src/sql/overview/account-outcomes.ts';
import { countOverdueSessions } from '../src/sql/overview/count-overdue-sessions.ts';
import { countSessionsByDay } from '../src/sql/overview/count-sessions-by-day.ts';
import { countSessionsInStates } from '../src/sql/overview/count-sessions-in-states.ts';
import { countVerdictsByDay } from '../src/sql/overview/count-verdicts-by-day.ts';
import { countWaitingSessions } from '../src/sql/overview/count-waiting-sessions.ts';
import { selectFailedRuns } from '../src/sql/overview/find-failed-runs.ts';
import { selectSessionsInState } from '../src/sql/overview/find-sessions-in-state.ts';
import { selectWaitingSessions } from '../src/sql/overview/find-waiting-sessions.ts';
import { selectProposalOutcomes } from '../src/sql/overview/proposal-outcomes.ts';
import { timeToVerdict } from '../src/sql/overview/time-to-verdict.ts';
import { selectRecovery } from '../src/sql/recovery/find-recovery.ts';
import { selectCommittedPosition } from '../src/sql/replica/find-committed-position.ts';
import { selectReplayedPosition } from '../src/sql/replica/find-replayed-position.ts';
import { selectServer } from '../src/sql/replica/find-server.ts';
import { updateRunAcquired } from '../src/sql/run/acquire-run.ts';
import { updateStepsAdvanced } from '../src/sql/run/advance-run.ts';
import { updateOwnData } from '../src/sql/run/change-own-data.ts';
import { updateRunEnded } from '../src/sql/run/end-run.ts';
import { selectRun } from '../src/sql/run/find-run.ts';
import { holdSession } from '../src/sql/run/hold-session.ts';
import { updateRunReleased } from '../src/sql/run/release-run.ts';
import { updateRunRenewed } from '../src/sql/run/renew-run.ts';
import { enqueueOrphanedRuns } from '../src/sql/run/requeue-orphaned-runs.ts';
import { insertRun } from '../src/sql/run/start-run.ts';
import { updateRunStopped } from '../src/sql/run/stop-run.ts';
import { updateSession } from '../src/sql/session/change-session.ts';
import { updateSessions } from '../src/sql/session/change-sessions.ts';
import { countSessionsUpTo } from '../src/sql/session/count-sessions-up-to.ts';
import { insertSession } from '../src/sql/session/create-session.ts';
import { insertSessions } from '../src/sql/session/create-sessions.ts';
import { updateSessionDiscarded } from '../src/sql/session/discard-session.ts';
import { selectSessionEvidence } from '../src/sql/session/find-session-evidence.ts';
import { selectSessionProgress } from '../src/sql/session/find-session-progress.ts';
import { selectSessions } from '../src/sql/session/find-sessions.ts';
import { findSessionsWithText } from '../src/sql/session/find-sessions-with-text.ts';
import { selectWholeSessions } from '../src/sql/session/find-whole-sessions.ts';
import { deleteDiscardedSessions } from '../src/sql/session/purge-sessions.ts';
import { updateSessionRestored } from '../src/sql/session/restore-session.ts';
import { setAuditContext } from '../src/sql/set-audit-context.ts';
import { selectSetup } from '../src/sql/setup/find-setup.ts';
import { selectStopOfActions } from '../src/sql/stop/stop-of-actions.ts';
import { insertUsage } from '../src/sql/usage/add-usage.ts';
import { selectDifferingUsage } from '../src/sql/usage/find-differing-usage.ts';
import { sumUsage } from '../src/sql/usage/sum-usage.ts';
import { lockAdministrators } from '../src/sql/user/lock-administrators.ts';
import { lockUser } from '../src/sql/user/lock-user.ts';
import { insertViewer } from '../src/sql/viewer/add-viewer.ts';
import { selectViewers } from '../src/sql/viewer/find-viewers.ts';
import { deleteViewer } from '../src/sql/viewer/remove-viewer.ts';
import { renewViewers } from '../src/sql/viewer/renew-viewers.ts';
import { claimDeliveries } from '../src/sql/webhook/claim-deliveries.ts';
import { selectEarlierDeliveries } from '../src/sql/webhook/find-earlier-deliveries.ts';
import { deleteOldDeliveries } from '../src/sql/webhook/purge-deliveries.ts';
import type { Statement } from '../src/statement/statement.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';
import { declaredColumns, describedColumns } from './described-columns.ts';

const STATEMENTS = join(import.meta.dirname, '../src/sql');
const by: Actor = { userName: 'tester@example.com', operation: 'Test' };
const run = { runId: 'r', holder: 'h' };
const endedStep = {
  actionId: 'a',
  state: 'Applied',
  outcome: 'o',
  status: null,
  answer: null,
  durationMs: 1,
  mayHaveTakenEffect: false,
  line: 'l',
  begunLine: null,
} as const;
const begun = { actionId: 'b', line: 'l' };
const ownStep = { actionId: 'a', by, begunLine: 'l', outcome: 'o', line: 'l' };
const basis = { version: 1, functionName: 'f', functionVersion: null, accountName: 'n' };
const some = ['a', 'b'];
const action = { sessionId: 's', actionId: 'a', by };
const untraced = { traceParent: null, traceState: null };
const queued = {
  ...untraced,
  sessionId: 's',
  versions: [1],
  functionNames: ['f'],
  arguments: ['{}'],
  argumentsHashes: ['h'],
  once: true,
  descriptions: [null],
  maximumActions: 1,
  maximumBytes: 1,
  by,
};
const usage = {
  accountIds: ['a'],
  externalIds: ['e'],
  customerIds: [null],
  minutes: [1],
  dates: ['2026-03-02T00:00:00.000Z'],
};
const hash = new Uint8Array(32);

const EVENTS_BY_MONTH: PartitionedTable = { name: 'audit_event', unit: 'month' };

/** Every statement as it may be, by its file. */
const statements: Readonly<Record<string, readonly Statement<object>[]>> = {
  'account/find-account-names.ts': [selectAccountNames(['a'])],
  'account/lock-account.ts': [lockAccount('a')],
  'action/correct-action.ts': [
    updateActionCorrected('all', {
      ...action,
      ...untraced,
      arguments: null,
      argumentsHash: null,
      description: null,
    }),
    updateActionCorrected(some, {
      ...action,
      ...untraced,
      arguments: '{}',
      argumentsHash: 'h',
      description: 'd',
      versions: [1],
    }),
    updateActionCorrected(some, {
      ...action,
      traceParent: 'p',
      traceState: null,
      arguments: '{}',
      argumentsHash: 'h',
      description: null,
      asAgent: true,
    }),
  ],
  'action/any-open-action-of-function.ts': [anyOpenActionOfFunction('name')],
  'action/expire-actions.ts': [expireActions(by, 1, 1)],
  'action/count-open-actions.ts': [countOpenActions('k', 5)],
  'action/drop-action.ts': [
    deleteAction('all', action),
    deleteAction(some, { ...action, versions: [1] }),
    deleteAction(some, { ...action, asAgent: true }),
    deleteAction('all', { ...action, asAgent: true, by: { ...by, userId: 'u', apiKeyId: 'k' } }),
  ],
  'action/drop-actions.ts': [deleteActions('all', action), deleteActions(some, { ...action, versions: [1] })],
  'action/hold-session-of-actions.ts': [
    holdSessionOfActions('all', action),
    holdSessionOfActions(some, { ...action, versions: [1] }),
  ],
  'action/judge-action.ts': [
    updateActionJudged('all', {
      ...action,
      judgement: 'Accepted',
      reason: null,
      asPerson: true,
      functionDigest: 'd',
    }),
    updateActionJudged(some, {
      ...action,
      judgement: 'Queued',
      reason: 'r',
      versions: [1, 2],
      asPerson: false,
      functionDigest: null,
    }),
  ],
  'action/queue-actions.ts': [insertActions(some, queued)],
  'action/queue-actions-of-sessions.ts': [
    insertActionsOfSessions([
      { ...queued, scope: some },
      { ...queued, sessionId: 't', versions: undefined, scope: 'all' },
    ]),
  ],
  'action/settle-action.ts': [
    updateActionSettled(some, {
      ...action,
      state: 'Applied',
      note: 'n',
      outcome: 'o',
      versions: [1],
      asPerson: false,
    }),
  ],
  'comment/comments-mark.ts': [commentsMark('s')],
  'comment/count-unseen-mentions.ts': [countUnseenMentions('all', 'u', 1), countUnseenMentions(some, 'u', 1)],
  'comment/mark-mentions-seen.ts': [updateMentionsSeen('u', 's'), updateMentionsSeen('u', undefined)],
  'credential/lock-credential.ts': [lockCredential('k')],
  'api-key/lock-api-key.ts': [lockApiKey('k')],
  'api-key/lock-api-keys-of-account.ts': [lockApiKeysOfAccount('a')],
  'agent-grant/find-agent-grants.ts': [selectAgentGrants('u', 1)],
  'agent-grant/mark-agent-grant-used.ts': [updateAgentGrantUsed('g')],
  'api-key/mark-api-key-used.ts': [updateApiKeyUsed('k')],
  'applying/lock-applying.ts': [lockApplying()],
  'audit/find-entity-names.ts': [selectEntityNames(some)],
  'audit/find-event-proofs.ts': [selectEventProofs(some)],
  'audit/find-heads-of-dates.ts': [selectHeadsOfDates(['2026-03-02T00:00:00.000Z'])],
  'audit/lock-sealing.ts': [lockSealing()],
  'audit/take-unsealed.ts': [takeUnsealed(1)],
  'audit/write-audit-event.ts': [
    writeAuditEvent({ by, entityType: 'User', entityId: null, changes: '{}', refusal: null }),
  ],
  'browser-session/find-open-browser-sessions.ts': [selectOpenBrowserSessions('u', 1)],
  'browser-session/find-recent-sign-in.ts': [selectRecentSignIn('b', 1)],
  'caller/find-caller-by-agent-grant.ts': [selectCallerByAgentGrant('g')],
  'caller/find-caller-by-api-key.ts': [selectCallerByApiKey({ id: 'k' }), selectCallerByApiKey({ hash })],
  'caller/find-caller-by-browser-session.ts': [
    selectCallerByBrowserSession({ id: 'b' }),
    selectCallerByBrowserSession({ tokenHash: hash }),
  ],
  'demo/add-demo-accounts.ts': [insertDemoAccounts(['n'], 'a')],
  'demo/add-demo-sessions.ts': [
    insertDemoSessions({
      from: 0,
      count: 1,
      total: 1,
      accountIds: [],
      someOfPlatform: true,
      purposes: ['p'],
      agents: ['a'],
    }),
  ],
  'demo/add-demo-usage.ts': [insertDemoUsage(['a'])],
  'demo/analyze.ts': [analyze()],
  'demo/delete-demo-accounts.ts': [deleteDemoAccounts()],
  'demo/delete-demo-sessions.ts': [deleteDemoSessions()],
  'demo/forget-demo-records.ts': [forgetDemoRecords()],
  'demo/lock-demo-accounts.ts': [lockDemoAccounts()],
  'demo/lock-demo-data.ts': [lockDemoData()],
  'demo/lock-demo-sessions.ts': [lockDemoSessions()],
  'demo/record-demo-data.ts': [recordDemoData(['a'])],
  'digest/claim-digests.ts': [claimDigests({ anythingWaits: true, byMail: true })],
  'digest/find-untold-mentions.ts': [selectUntoldMentions(['u'])],
  'erasure/erase-in-events.ts': [eraseInEvents({ userId: 'u', names: some }, '', 1)],
  'erasure/erase-in-records.ts': NAMING_TABLES.map((table) =>
    eraseInRecords(table, { userId: 'u', names: some }, '', 1),
  ),
  'erasure/erase-in-request-log.ts': [eraseInRequestLog('u', 'e', '', 1)],
  'erasure/find-person.ts': [selectPerson('u')],
  'function/catalogue-version.ts': [selectCatalogueVersion()],
  'function/find-function-by-name.ts': [selectFunctionByName('f')],
  'function/find-functions-by-name.ts': [selectFunctionsByName(some)],
  'idempotency/claim-idempotency-key.ts': [claimIdempotencyKey({ userId: 'u', key: 'k', fingerprint: hash })],
  'idempotency/delete-old-idempotency-keys.ts': [deleteOldIdempotencyKeys()],
  'idempotency/find-idempotent-answer.ts': [selectIdempotentAnswer({ userId: 'u', key: 'k' })],
  'monitoring/find-backlog.ts': [selectBacklog(1)],
  'oauth/find-oauth-record.ts': [selectOAuthRecord('Grant', hash)],
  'oauth/find-signing-keys.ts': [selectSigningKeys()],
  'oauth/lock-signing-keys.ts': [lockSigningKeys()],
  'overview/account-outcomes.ts': [selectAccountOutcomes('i', ['2026-03'], 1)],
  'overview/count-overdue-sessions.ts': [
    countOverdueSessions('all', { days: 1, beforeId: 'i' }, 1),
    countOverdueSessions(some, { days: 1, beforeId: 'i' }, 1),
  ],
  'overview/count-sessions-by-day.ts': [
    countSessionsByDay([{ day: '2026-03-02', leastId: 'i', endId: 'j' }]),
  ],
  'overview/count-sessions-in-states.ts': [countSessionsInStates()],
  'overview/count-verdicts-by-day.ts': [countVerdictsByDay('i', '2026-03-02T00:00:00.000Z')],
  'overview/count-waiting-sessions.ts': [countWaitingSessions('all', 1), countWaitingSessions(some, 1)],
  'overview/find-failed-runs.ts': [selectFailedRuns('i', 1)],
  'overview/find-sessions-in-state.ts': [selectSessionsInState('Applying', 1)],
  'overview/find-waiting-sessions.ts': [
    selectWaitingSessions({ scope: 'all' }, 1),
    selectWaitingSessions({ scope: some, ids: some, except: some }, 1),
    selectWaitingSessions({ scope: 'all', judgeId: 'u' }, 1),
  ],
  'overview/proposal-outcomes.ts': [selectProposalOutcomes('i', 1)],
  'overview/time-to-verdict.ts': [timeToVerdict('i')],
  'recovery/find-recovery.ts': [selectRecovery(hash)],
  'replica/find-committed-position.ts': [selectCommittedPosition()],
  'replica/find-replayed-position.ts': [selectReplayedPosition()],
  'replica/find-server.ts': [selectServer()],
  'run/acquire-run.ts': [updateRunAcquired('r', 'h')],
  'run/advance-run.ts': [
    updateStepsAdvanced(run, { ended: endedStep, begun: null, basis: null }),
    updateStepsAdvanced(run, { ended: null, begun, basis: null }),
    updateStepsAdvanced(run, { ended: { ...endedStep, begunLine: 'l' }, begun, basis }),
  ],
  'run/change-own-data.ts': [
    updateOwnData(run, { ...ownStep, change: { session: { purpose: 'p' } }, basis: null }),
    updateOwnData(run, { ...ownStep, change: { account: { id: 'a', name: 'n' } }, basis }),
  ],
  'run/end-run.ts': [updateRunEnded(run, 'Applied', 'line')],
  'run/find-run.ts': [
    selectRun('all', { sessionId: 's', runId: 'r' }),
    selectRun(some, { sessionId: 's', runId: 'r' }),
  ],
  'run/hold-session.ts': [holdSession('s', 1)],
  'run/release-run.ts': [updateRunReleased('r', 'h')],
  'run/renew-run.ts': [updateRunRenewed('r', 'h')],
  'run/requeue-orphaned-runs.ts': [enqueueOrphanedRuns()],
  'run/start-run.ts': [
    insertRun({
      sessionId: 's',
      by,
      reviewed: true,
      reviewTag: 't',
      continueAfterFailure: false,
      summary: '1 action.',
      actionIds: ['a'],
      functionNames: ['f'],
      functionVersions: [1],
      valuesHashes: [null],
      titles: ['t'],
    }),
  ],
  'run/stop-run.ts': [updateRunStopped('r', by)],
  'session/change-session.ts': [
    updateSession('all', { id: 's', by, values: { purpose: '' } }),
    updateSession(some, { id: 's', by, values: { purpose: 'p' }, versions: [1] }),
  ],
  'session/change-sessions.ts': [
    updateSessions([{ id: 's', scope: 'all', by, values: { purpose: '' } }]),
    updateSessions([{ id: 's', scope: some, by, values: { purpose: 'p' }, versions: [1] }]),
  ],
  'session/count-sessions-up-to.ts': [countSessionsUpTo([], 1)],
  'session/create-session.ts': [
    insertSession('all', { accountId: null, values: {}, by }),
    insertSession(some, { accountId: 'a', values: { purpose: 'p' }, by }),
  ],
  'session/create-sessions.ts': [
    insertSessions([{ accountId: null, values: {}, by }]),
    insertSessions([{ accountId: 'a', values: { purpose: 'p' }, by }]),
  ],
  'session/discard-session.ts': [
    updateSessionDiscarded('all', { id: 's', by }),
    updateSessionDiscarded(some, { id: 's', by, versions: [1] }),
  ],
  'session/find-session-evidence.ts': [selectSessionEvidence('s')],
  'session/find-session-progress.ts': [selectSessionProgress('all', 's'), selectSessionProgress(some, 's')],
  'session/find-sessions.ts': [selectSessions(some)],
  'session/find-sessions-with-text.ts': [findSessionsWithText(Prisma.sql`true`, Prisma.sql`true`, 1)],
  'session/find-whole-sessions.ts': [selectWholeSessions(some)],
  'session/purge-sessions.ts': [deleteDiscardedSessions(by, 30, 50)],
  'session/restore-session.ts': [updateSessionRestored('all', { id: 's', by })],
  'set-audit-context.ts': [setAuditContext('{}')],
  'setup/find-setup.ts': [selectSetup()],
  'stop/stop-of-actions.ts': [selectStopOfActions('a', some), selectStopOfActions(null, some)],
  'usage/add-usage.ts': [insertUsage(usage)],
  'usage/find-differing-usage.ts': [selectDifferingUsage(usage)],
  'usage/sum-usage.ts': [sumUsage([Prisma.sql`period = ${'2026-03'}`])],
  'user/lock-administrators.ts': [lockAdministrators()],
  'user/lock-user.ts': [lockUser('u')],
  'viewer/add-viewer.ts': [insertViewer({ sessionId: 's', userId: 'u', holder: 'h' })],
  'viewer/find-viewers.ts': [selectViewers('s', 'u')],
  'viewer/remove-viewer.ts': [deleteViewer('v')],
  'viewer/renew-viewers.ts': [renewViewers('h')],
  'webhook/claim-deliveries.ts': [claimDeliveries('h', 1)],
  'keeping/delete-before.ts': [deleteBefore(EVENTS_BY_MONTH, 1, 1)],
  'keeping/delete-old-runs.ts': [deleteOldRuns(1, 1)],
  'keeping/drop-oldest-partition.ts': [dropOldestPartition(EVENTS_BY_MONTH, 1)],
  'keeping/extend-partitions.ts': [extendPartitions(EVENTS_BY_MONTH, 1)],
  'webhook/find-earlier-deliveries.ts': [selectEarlierDeliveries(some)],
  'webhook/purge-deliveries.ts': [deleteOldDeliveries(30, 1)],
};

let testDatabase: TestDatabase;
let database: Database;
let client: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.close();
  await testDatabase.drop();
});

it('are all known here', async () => {
  const files = await readdir(STATEMENTS, { recursive: true });
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => [file, await readFile(join(STATEMENTS, file), 'utf8')] as const),
  );
  const made = sources.filter(([, source]) => /\bstatement\(/.test(source)).map(([file]) => file);
  expect(made.sort()).toEqual(Object.keys(statements).sort());
});

it.each(Object.entries(statements))('gives back the columns it says: %s', async (_, shapes) => {
  for (const { query, columns } of shapes) {
    expect(await describedColumns(client, query.text)).toEqual(declaredColumns(columns));
  }
});

describe('the statement of a list', () => {
  /** The database, which has every statement compared before it runs. */
  function compared({ db }: Database): Db {
    return {
      ...db,
      async rows(statement) {
        const described = await describedColumns(client, statement.query.text);
        expect(described).toEqual(declaredColumns(statement.columns));
        return db.rows(statement);
      },
    };
  }

  type List = (db: Db, request: PageRequest) => Promise<PageResult<object>>;
  const lists: Readonly<Record<string, readonly [List, ...sortFields: string[]]>> = {
    accounts: [
      (db, request) => listAccounts(db, 'all', { ...request, nameFilter: 'a' }),
      'id',
      'name',
      'parentAccountId',
      'dateCreated',
    ],
    'accounts in a scope': [(db, request) => listAccounts(db, some, request), 'id', 'dateLastModified'],
    'stops of all accounts': [(db, request) => listStops(db, 'all', request), 'id', 'dateChanged'],
    'stops in a scope': [(db, request) => listStops(db, some, request), 'id'],
    'API keys': [
      (db, request) =>
        listApiKeys(db, { ...request, userId: 'u', text: 'import', kind: 'Agent', usable: false }),
      'id',
      'name',
      'dateLastUsed',
      'dateExpires',
      'dateRevoked',
    ],
    'audit events': [
      (db, request) =>
        listAuditEvents(db, { ...request, entityType: 'User', userFilter: 'a', refused: true }),
      'id',
      'date',
    ],
    requests: [(db, request) => listRequests(db, { ...request, userId: 'u', code: 'c', failed: true }), 'id'],
    'webhook deliveries': [
      (db, request) => listDeliveries(db, { ...request, webhookId: 'w', states: ['Failed'], sessionId: 's' }),
      'id',
      'dateCreated',
    ],
    views: [
      (db, request) => listViews(db, 'u', { ...request, list: 'sessions' }),
      'id',
      'name',
      'dateCreated',
      'dateLastModified',
    ],
    comments: [(db, request) => listComments(db, { ...request, sessionId: 's' }), 'id', 'dateCreated'],
    mentions: [(db, request) => listMentions(db, 'u', { ...request, seen: false }), 'id', 'date'],
    reviewers: [(db, request) => listReviewers(db, { ...request, text: 'a' }), 'id', 'emailAddress'],
    webhooks: [
      (db, request) => listWebhooks(db, { ...request, text: 'hooks', enabled: true }),
      'id',
      'url',
      'dateCreated',
      'dateLastModified',
    ],
    functions: [
      (db, request) => listFunctions(db, some, { ...request, risk: 'Dangerous', enabled: true }),
      'id',
      'name',
      'dateCreated',
    ],
    runs: [(db, request) => listRuns(db, { ...request, sessionId: 's' }), 'id', 'dateEnded', 'state'],
    'runs of all sessions': [
      (db, request) =>
        listAllRuns(db, some, {
          ...request,
          accountIds: some,
          sessionId: 's',
          states: ['Failed', 'InDoubt'],
          startedBy: 'Ann@example.com',
          startedFrom: '2026-03-01T00:00:00Z',
          startedUntil: '2026-04-01T00:00:00Z',
        }),
      'id',
      'dateStarted',
      'dateEnded',
      'startedBy',
      'state',
    ],
    sessions: [
      (db, request) => listSessions(db, 'all', request),
      'id',
      'accountId',
      'accountName',
      'purpose',
      'dateCreated',
      'dateLastModified',
      'createdBy',
      'lastModifiedBy',
      'state',
    ],
    'sessions with a text': [
      (db, request) =>
        listSessions(db, some, {
          ...request,
          text: 'renewal',
          states: ['Discarded', 'Open'],
          accountIds: some,
        }),
      'id',
      'accountName',
    ],
    users: [
      (db, request) =>
        listUsers(db, some, { ...request, accountIds: some, emailFilter: 'a', disabled: false }),
      'id',
      'emailAddress',
      'firstName',
      'lastName',
    ],
  };

  it.each(Object.entries(lists))('gives back the columns it says: %s', async (_, [list, ...sortFields]) => {
    const db = compared(database);
    for (const sortField of sortFields) {
      unwrap(await list(db, { sortField }));
      unwrap(await list(db, { sortField, sortOrder: 'Descend', page: 1, countPerPage: 1 }));
      unwrap(await list(db, { sortField, simplifiedPaging: true, specificIds: some }));
      const position = { sort: sortField, direction: 'ASC', id: 'x' };
      const value = /date/i.test(sortField) ? '2026-03-02 00:00:00+00' : 'x';
      const cursor = JSON.stringify({ ...position, ...(sortField === 'id' ? {} : { value }) });
      unwrap(
        await list(db, {
          sortField,
          sortOrder: 'Ascend',
          cursor: Buffer.from(cursor).toString('base64url'),
        }),
      );
    }
  });
});
