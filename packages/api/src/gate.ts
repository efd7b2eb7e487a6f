/**
 * Bounds how much is worked on at once. A server that takes everything in answers nothing in time; one that
 * refuses the excess at once stays as quick as ever for the rest. Only work counts: a client that is slow to send or
 * to read takes no place.
 */
export interface Gate {
  /** Waits for a place. `false` when so many wait already that this one is refused. */
  enter(): Promise<boolean> | boolean;
  leave(): void;
}

/** Lets `width` requests work and some wait, as many unless told otherwise. */
export function createGate(width: number, queue = width): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  let head = 0;
  return {
    enter() {
      if (inside < width) {
        inside++;
        return true;
      }
      if (waiting.length - head >= queue) return false;
      return new Promise((resolve) => {
        waiting.push(() => resolve(true));
      });
    },
    leave() {
      const next = waiting[head];
      if (!next) {
        inside--;
        return;
      }
      head++;
      if (head === waiting.length) {
        waiting.length = 0;
        head = 0;
      }
      next();
    },
  };
}
