import { DecodeError } from '../src/index.ts';

/** The error with which something is refused; fails when it is accepted or fails in another way. */
export function faultOf(action: () => unknown): DecodeError {
  try {
    action();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
