import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Most requests that are queued on a connection. One more is the last that is answered there. */
const WAITING_LIMIT = 500;

/** HTTP pipelining: handles the requests of a connection one after another, in their order. */
export interface Pipelining {
  /**
   * Handles a request when all before it on the connection are answered; never, if one of those answers has ended the
   * connection: its client was told that nothing after it counts (RFC 9112, 9.6).
   *
   * @param work Is told whether so many wait that this one has to end the connection.
   */
  enqueue(socket: Socket, response: ServerResponse, work: (isTooMany: boolean) => void): void;
  /** Does the last work on a connection, or with its present parser, after all answers before it. */
  enqueueLast(socket: Socket, work: () => void): void;
}

interface QueuedWork {
  /** Absent when nothing is queued behind it. */
  readonly response: ServerResponse | undefined;
  readonly work: () => void;
}

/** Makes {@link Pipelining}. Node itself begins with a request as soon as it has read it. */
export function createPipelining(): Pipelining {
  /** The queue of each connection with a response in flight. */
  const waiting = new WeakMap<Socket, QueuedWork[]>();

  function begin(socket: Socket, { response, work }: QueuedWork): void {
    if (response) response.once('close', () => next(socket));
    else waiting.delete(socket);
    work();
  }

  function next(socket: Socket): void {
    const queued = socket.writable ? waiting.get(socket)?.shift() : undefined;
    if (queued) begin(socket, queued);
    else waiting.delete(socket);
  }

  return {
    enqueue(socket, response, work) {
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
    enqueueLast(socket, work) {
      const queued = { response: undefined, work };
      const queue = waiting.get(socket);
      if (queue) queue.push(queued);
      else begin(socket, queued);
    },
  };
}
