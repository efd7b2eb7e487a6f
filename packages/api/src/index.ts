export { admit, admitTo } from './access.ts';
export {
  type ApplyPolicy,
  type Context,
  createContext,
  type Reply,
  type RequestOrigin,
  type Services,
} from './context.ts';
export { apiErrorOf } from './failure.ts';
export { createGate, type Gate } from './gate.ts';
export { type RequiredFields, requiredFields } from './required-fields.ts';
export { type AppRouter, appRouter } from './root.ts';
export { admitSubscriber } from './subscriber.ts';
export { checkRequest } from './trpc.ts';
