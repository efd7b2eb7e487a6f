'use client';

import type { AppRouter } from '@ai-sessions/api';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** The typed procedures for components; answers are kept by TanStack Query. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
