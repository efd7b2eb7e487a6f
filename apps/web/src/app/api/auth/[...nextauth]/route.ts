import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { service } from '../../../../server/service.ts';

async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return NextAuth(request, context, (await service()).nextAuth);
}

export { handle as GET, handle as POST };
