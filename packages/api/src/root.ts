import { account } from './account.ts';
import { apiKey } from './api-key.ts';
import { applying } from './applying.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { fn } from './function.ts';
import { session } from './session.ts';
import { router } from './trpc.ts';
import { user } from './user.ts';

/** Every procedure of the API. */
export const appRouter = router({ account, apiKey, applying, audit, auth, function: fn, session, user });

/** The type that tRPC clients are made from. */
export type AppRouter = typeof appRouter;
