/** Asks whether one account, key, grant or user is stopped. */
export function stopInput(id: string) {
  return { specificIds: [id], simplifiedPaging: true };
}

/** Asks for what is stopped, the latest first. */
export const stopListInput = { sortField: 'dateChanged', sortOrder: 'Descend', countPerPage: 100 } as const;
