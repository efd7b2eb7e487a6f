/** A few places for batches that are on their way. */
export interface Slots {
  /** Calls back as soon as there is a place, the first who asked first. */
  readonly acquire: (callback: () => void) => void;
  readonly release: () => void;
}

/** Makes so many places. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    acquire(callback) {
      if (free > 0) {
        free--;
        // What else has arrived by now comes along.
        setImmediate(callback);
      } else {
        waiting.push(callback);
      }
    },
    release() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
