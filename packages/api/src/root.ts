import { account } from './account.ts';
import { auth } from './auth.ts';
import { session } from './session.ts';
import { router } from './trpc.ts';

/** Every procedure of the API. */
export const appRouter = router({ account, auth, session });

/** The type that tRPC clients are made from. */
export type AppRouter = typeof appRouter;
