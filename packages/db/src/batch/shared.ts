/** A read that is on its way. */
interface UnderWay<Result> {
  readonly ended: Promise<void>;
  /** The next one like it, for those who have asked since this one began. */
  next: Promise<Result> | undefined;
}

/**
 * Makes a function that reads, equal reads together: while one is on its way, those who ask for the same wait for it and
 * share the next. So nobody is given what was read before they asked. Reads that differ, or of another source, never wait for
 * each other.
 */
export function shared<Result>(): (
  source: object,
  name: string,
  read: () => Promise<Result>,
) => Promise<Result> {
  const sources = new WeakMap<object, Map<string, UnderWay<Result>>>();

  function begin(all: Map<string, UnderWay<Result>>, name: string, read: () => Promise<Result>) {
    const reading = read();
    const mine: UnderWay<Result> = { ended: reading.then(nothing, nothing), next: undefined };
    all.set(name, mine);
    void mine.ended.then(() => {
      if (mine.next === undefined && all.get(name) === mine) all.delete(name);
    });
    return reading;
  }

  return (source, name, read) => {
    const all = sources.get(source) ?? new Map<string, UnderWay<Result>>();
    sources.set(source, all);
    const current = all.get(name);
    if (!current) return begin(all, name, read);
    current.next ??= current.ended.then(() => begin(all, name, read));
    return current.next;
  };
}

function nothing(): void {}
