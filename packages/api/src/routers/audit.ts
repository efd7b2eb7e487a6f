import {
  ExportAuditEvents,
  ExportAuditHeads,
  ExportAuditProof,
  ListAuditEvents,
  ListAuditKeys,
  SealAuditEvents,
} from '@ai-sessions/contract';
import {
  exportAuditEvents,
  exportAuditProof,
  exportHeads,
  listAuditEvents,
  recordEvent,
} from '@ai-sessions/db';
import { sealAudit } from '@ai-sessions/proof';
import { requireAllAccounts } from '../access.ts';
import { pageOf } from '../page.ts';
import { publicProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';

/** What was done, by whom. */
export const audit = router({
  list: systemAdministratorProcedure.survey(ListAuditEvents, async ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return pageOf(await listAuditEvents(db, input));
  }),

  export: systemAdministratorProcedure.stream(ExportAuditEvents, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportAuditEvents(db, input);
  }),

  seal: systemAdministratorProcedure.mutation(SealAuditEvents, async ({ principal, by, db, context }) => {
    requireAllAccounts(principal);
    await recordEvent(db, { by, entityType: 'AuditTrail', entityId: 'audit-trail' });
    const newest = await sealAudit(db, context.services.auditKeys);
    if (!newest) throw new Error('The event of this very call is under no head.');
    return newest;
  }),

  exportHeads: systemAdministratorProcedure.stream(ExportAuditHeads, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportHeads(db, input.afterHead ?? 0);
  }),

  exportProof: systemAdministratorProcedure.stream(ExportAuditProof, ({ input, principal, db }) => {
    requireAllAccounts(principal);
    return exportAuditProof(db, input.afterHead ?? 0);
  }),

  keys: publicProcedure.query(ListAuditKeys, async ({ context }) => {
    const keys = await context.services.auditKeys.all();
    return {
      keys: keys.map(({ id, publicKey, dateCreated }) => ({
        id,
        publicKey,
        dateCreated: dateCreated.toISOString(),
      })),
    };
  }),
});
