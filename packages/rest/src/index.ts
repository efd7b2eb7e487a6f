export { errorAnswer } from './answer.ts';
export { BODY_LIMIT } from './body.ts';
export { createRestHandler, endpointsOf, type RestEvents, type RestHandler } from './handler.ts';
export type { RestAnswer, RestRequest } from './message.ts';
export { mediaTypeOf } from './negotiation.ts';
