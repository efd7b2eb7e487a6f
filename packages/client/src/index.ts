export { type Client, createClient } from './client.ts';
export { ApiError, type FieldError, NetworkError, TimeoutError, UnexpectedAnswerError } from './errors.ts';
export type * from './generated/api.ts';
export type { Answer, Arguments, ListMethod, Method, RowsMethod, Walk } from './method.ts';
export type {
  CallOptions,
  ChangeOptions,
  ClientOptions,
  CreateOptions,
  Credentials,
  Defaults,
} from './options.ts';
