import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { service } from '@/server/service.ts';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const { nextAuth } = await service();
  return nextAuth(request.headers, (options) => NextAuth(request, context, options));
}

export { handle as GET, handle as POST };
