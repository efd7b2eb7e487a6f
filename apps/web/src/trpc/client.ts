'use client';

import type { AppRouter } from '@ai-sessions/api';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** The typed procedures for components: with `useTRPC` answers are kept by TanStack Query, `useTRPCClient` calls only. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
