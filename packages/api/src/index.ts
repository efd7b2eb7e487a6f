export { admit, admitTo } from './access.ts';
export type { CallWatch, Transport } from './call-watch.ts';
export { createCallerLimit } from './caller-limit.ts';
export { versionOfCatalogue } from './catalogue.ts';
export {
  type ApplyPolicy,
  type Context,
  createContext,
  type Reply,
  type RequestFacts,
  type RequestOrigin,
  type Services,
} from './context.ts';
export { type DirectCall, directCallOf } from './direct-call.ts';
export { apiErrorOf } from './failure.ts';
export { createGate, type Gate } from './gate.ts';
export { type Precondition, preconditionOf } from './precondition.ts';
export { checkRequest } from './procedures.ts';
export type { RequestRecord } from './request-record.ts';
export { type RequiredFields, readRequiredFields } from './required-fields.ts';
export { type AppRouter, appRouter } from './root.ts';
export { TWILIO_SECRET } from './routers/account-check.ts';
export { admitSubscriber } from './subscriber.ts';
export { traceContextOf } from './trace-context.ts';
export type { RequestContext } from './trpc.ts';
