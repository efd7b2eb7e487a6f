import { readdir, readFile } from 'node:fs/promises';

/** `/proc` counts in hundredths of a second. */
const MICROSECONDS_PER_TICK = 10_000;

/** CPU time that a process with all its threads has taken so far, in microseconds; 0 where `/proc` does not tell. */
export async function cpuTimeOf(pid: number): Promise<number> {
  const fields = await statOf(pid);
  return fields ? (fields.user + fields.system) * MICROSECONDS_PER_TICK : 0;
}

/** The same of all children of a process, those that have ended included. */
export async function cpuTimeOfChildren(parent: number): Promise<number> {
  const own = await statOf(parent);
  if (!own) return 0;
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const all = await Promise.all(pids.map(statOf));
  const living = all.reduce(
    (sum, fields) => (fields?.parent === parent ? sum + fields.user + fields.system : sum),
    0,
  );
  return (living + own.ended) * MICROSECONDS_PER_TICK;
}

/** What `/proc/<pid>/stat` says of a process; see proc(5). */
async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name of the program stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
  return {
    parent: parent ?? 0,
    user: user ?? 0,
    system: system ?? 0,
    ended: (endedUser ?? 0) + (endedSystem ?? 0),
  };
}
