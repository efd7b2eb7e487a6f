export { errorAnswer } from './answer.ts';
export { BODY_LIMIT } from './body.ts';
export type { RestEvents } from './events.ts';
export { createRestHandler, type RestHandler } from './handler.ts';
export type { Pieces, RestAnswer, RestRequest } from './message.ts';
export { mediaTypeOf } from './negotiation.ts';
export type { ResolvedPath } from './resolve.ts';
