import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that wait for others on their connection. One more is the last that is answered there. */
const WAITING_LIMIT = 500;

/** Lets everything that comes over a connection be dealt with in its order, one after another. */
export interface Turns {
  /**
   * Deals with a request when all before it on the connection are answered; never, if one of those answers has ended
   * the connection: its client was told that nothing after it counts (RFC 9112, 9.6).
   *
   * @param work Is told whether so many wait that this one has to end the connection.
   */
  answer(socket: Socket, response: ServerResponse, work: (isTooMany: boolean) => void): void;
  /** Does the last thing on a connection, or with its present parser, after all answers before it. */
  conclude(socket: Socket, work: () => void): void;
}

interface Turn {
  /** Absent when nothing else comes after the turn. */
  readonly response: ServerResponse | undefined;
  readonly work: () => void;
}

/** Makes {@link Turns}. Node itself begins with a request as soon as it has read it. */
export function createTurns(): Turns {
  /** The turns that wait, for each connection with an answer under way. */
  const waiting = new WeakMap<Socket, Turn[]>();

  function begin(socket: Socket, { response, work }: Turn): void {
    if (response) response.once('close', () => next(socket));
    else waiting.delete(socket);
    work();
  }

  function next(socket: Socket): void {
    const turn = socket.writable ? waiting.get(socket)?.shift() : undefined;
    if (turn) begin(socket, turn);
    else waiting.delete(socket);
  }

  return {
    answer(socket, response, work) {
      // Node goes on reading for a moment after it has sent the last answer.
      if (!socket.writable) return;
      const queue = waiting.get(socket);
      if (!queue) {
        waiting.set(socket, []);
        begin(socket, { response, work: () => work(false) });
      } else if (queue.length <= WAITING_LIMIT) {
        const isTooMany = queue.length === WAITING_LIMIT;
        queue.push({ response, work: () => work(isTooMany) });
      }
    },
    conclude(socket, work) {
      const turn = { response: undefined, work };
      const queue = waiting.get(socket);
      if (queue) queue.push(turn);
      else begin(socket, turn);
    },
  };
}
