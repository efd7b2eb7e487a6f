export { GET, POST } from '@/server/route-handler.ts';
