import { account } from './routers/account.ts';
import { apiKey } from './routers/api-key.ts';
import { applying } from './routers/applying.ts';
import { audit } from './routers/audit.ts';
import { auth } from './routers/auth/router.ts';
import { digest } from './routers/digest.ts';
import { fn } from './routers/function.ts';
import { overview } from './routers/overview.ts';
import { request } from './routers/request.ts';
import { session } from './routers/session/router.ts';
import { setup } from './routers/setup.ts';
import { usage } from './routers/usage.ts';
import { user } from './routers/user.ts';
import { view } from './routers/view.ts';
import { webhook } from './routers/webhook.ts';
import { router } from './trpc.ts';

/** Every procedure of the API. */
export const appRouter = router({
  account,
  apiKey,
  applying,
  audit,
  auth,
  digest,
  function: fn,
  overview,
  request,
  session,
  setup,
  usage,
  user,
  view,
  webhook,
});

/** The type that tRPC clients are made from. */
export type AppRouter = typeof appRouter;
