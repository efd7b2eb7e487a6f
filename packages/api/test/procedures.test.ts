import { GetAISession, GetAuthStatus, ListAccounts, NewAISession } from '@ai-sessions/contract';
import { expect, it } from 'vitest';
import { authenticatedProcedure, publicProcedure, systemAdministratorProcedure } from '../src/procedures.ts';

it('takes only operations whose access is its own', () => {
  const builders = [
    // @ts-expect-error the role of a system administrator is asked for
    () => authenticatedProcedure.query(GetAISession, async () => ({})),
    // @ts-expect-error the role of a system administrator is asked for
    () => publicProcedure.mutation(NewAISession, async () => ({})),
    // @ts-expect-error a sign-in is enough
    () => systemAdministratorProcedure.query(ListAccounts, async () => ({ items: [] })),
    // @ts-expect-error nobody has to be signed in
    () => authenticatedProcedure.query(GetAuthStatus, async () => ({})),
    // @ts-expect-error what changes something is no query
    () => systemAdministratorProcedure.query(NewAISession, async () => ({})),
  ];
  expect(builders).toHaveLength(5);
});
