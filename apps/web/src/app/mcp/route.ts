export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '@/server/route-handler.ts';
