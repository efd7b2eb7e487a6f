import { AIUsageEntry, type NewAIUsageEntries, parseRequest, type Value } from '@ai-sessions/contract';
import type { UsageEntry } from '@ai-sessions/db';
import { invalid } from '../missing.ts';

/** An entry, and how fields of it are named in messages: `` or `Entries[3].`. */
interface PlacedEntry {
  readonly at: string;
  readonly entry: UsageEntry;
}

/**
 * The entries of a request: the one that its own fields make up, if there is one, and those in the list.
 *
 * @throws ApiError `ValidationException`
 */
export function usageEntriesOf({
  entries = [],
  ...own
}: Value<typeof NewAIUsageEntries.request>): readonly PlacedEntry[] {
  const isGiven = Object.values(own).some((value) => value !== undefined);
  const all = [
    ...(isGiven ? [{ at: '', entry: parseRequest(AIUsageEntry, own) }] : []),
    ...entries.map((entry, index) => ({ at: `Entries[${index}].`, entry })),
  ];
  if (all.length === 0) throw invalid('Entries', 'NotEmpty', "'Entries' must have an entry or more.");
  return all.map(({ at, entry }) => ({ at, entry: complete(entry, at) }));
}

/** Fields that stand for one another: one of them has to be there. */
function complete(
  { accountId, customerId, externalId, conversationId, aiMinutes, startDate, endDate }: AIUsageEntry,
  at: string,
): UsageEntry {
  const name = externalId || conversationId;
  if (!name) {
    throw invalid(`${at}ExternalId`, 'NotEmpty', `'${at}External Id' must not be empty.`);
  }
  if (externalId && conversationId && externalId !== conversationId) {
    throw invalid(
      `${at}ConversationId`,
      'InvalidValue',
      `'${at}Conversation Id' must be left out, or be the same as 'External Id'.`,
    );
  }
  const date = startDate ?? endDate;
  if (date === undefined) {
    throw invalid(`${at}StartDate`, 'NotEmpty', `'${at}Start Date' must not be empty.`);
  }
  if (startDate !== undefined && endDate !== undefined && endDate < startDate) {
    throw invalid(`${at}EndDate`, 'OutOfRange', `'${at}End Date' must not be before 'Start Date'.`);
  }
  return { accountId, customerId, externalId: name, minutes: aiMinutes, date };
}
