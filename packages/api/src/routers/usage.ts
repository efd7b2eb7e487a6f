import { ApiError, GetAIUsage, NewAIUsageEntries } from '@ai-sessions/contract';
import { addUsage, readUsage, recordEvent, unknownAccounts } from '@ai-sessions/db';
import { invalid } from '../missing.ts';
import { systemAdministratorProcedure } from '../procedures.ts';
import { router } from '../trpc.ts';
import { usageEntriesOf } from './usage-entries.ts';

/** AI minutes that were spent. */
export const usage = router({
  get: systemAdministratorProcedure.survey(GetAIUsage, ({ input, principal, db }) => {
    if (input.endDate < input.startDate) {
      throw invalid('EndDate', 'OutOfRange', "'End Date' must not be before 'Start Date'.");
    }
    return readUsage(db, principal.accounts, input);
  }),

  add: systemAdministratorProcedure.mutation(NewAIUsageEntries, async (call) => {
    const { input, principal, by } = call;
    const given = usageEntriesOf(input);
    const entries = given.map(({ entry }) => entry);
    const accountIds = [...new Set(entries.map(({ accountId }) => accountId))];
    return call.db.transaction(async (db) => {
      const unknown = await unknownAccounts(db, principal.accounts, accountIds);
      const lost = given.find(({ entry }) => unknown.includes(entry.accountId));
      if (lost) throw noSuchAccount(lost.at);
      const outcome = await addUsage(db, entries);
      if (!outcome) throw noSuchAccount('');
      const { added, minutes, differing } = outcome;
      if (differing.length > 0) throw conflicting(differing.map((index) => given[index]?.at ?? ''));
      if (added > 0) {
        await recordEvent(db, {
          by,
          entityType: 'AIUsage',
          entityId: accountIds.length === 1 ? accountIds[0] : undefined,
          changes: { entries: [null, added], ai_minutes: [null, minutes] },
        });
      }
      return { added, alreadyKnown: entries.length - added };
    });
  }),
});

function noSuchAccount(at: string): ApiError {
  return invalid(
    `${at}AccountId`,
    'DoesNotExist',
    `'${at}Account Id' must name an existing account. See ListAccounts.`,
  );
}

/** A name that was sent before with something else in it is a mistake of the sender, and nothing to pass over. */
function conflicting(places: readonly string[]): ApiError {
  return new ApiError('Conflict', {
    message:
      'Entries with these names were sent before with other minutes, customers or dates. Nothing was added: send what is new under names of its own.',
    ownCode: true,
    fields: places.map((at) => ({
      errorCode: 'AlreadyExists',
      fieldName: `${at}ExternalId`,
      message: `'${at}External Id' is the name of another entry.`,
    })),
  });
}
