export { admit, admitTo } from './access.ts';
export {
  type Context,
  createContext,
  type HeaderReader,
  type RequestOrigin,
  type Services,
} from './context.ts';
export { apiErrorOf } from './failure.ts';
export { createGate, type Gate } from './gate.ts';
export { type AppRouter, appRouter } from './root.ts';
