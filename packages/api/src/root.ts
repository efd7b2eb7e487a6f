import { account } from './account.ts';
import { session } from './session.ts';
import { router } from './trpc.ts';

/** Every procedure of the API. */
export const appRouter = router({ account, session });

/** The type that tRPC clients are made from. */
export type AppRouter = typeof appRouter;
