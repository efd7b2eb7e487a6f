import { sha256 } from './hash.ts';

// As in RFC 9162: a leaf can never pass for a node.
const leafOf = (digest: Uint8Array) => sha256(Buffer.from([0]), digest);
const nodeOf = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.from([1]), left, right);

/** The levels of the tree over digests, leaves first. A node without a neighbour moves up as it is. */
function levelsOf(digests: readonly Uint8Array[]): readonly (readonly Buffer[])[] {
  const levels = [digests.map(leafOf)];
  for (let level = levels[0] ?? []; level.length > 1; ) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left) above.push(right ? nodeOf(left, right) : left);
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** The tree over digests of events: its root, and the path of each from its leaf to the root. */
export interface Tree {
  readonly root: Buffer;
  /** What is joined to the leaf at a place, from the bottom up, in hexadecimal digits. */
  pathOf(place: number): string[];
}

/** Builds the tree over one digest or more. */
export function treeOver(digests: readonly Uint8Array[]): Tree {
  const levels = levelsOf(digests);
  const root = levels.at(-1)?.[0];
  if (!root) throw new RangeError('A tree has one leaf at least.');
  return {
    root,
    pathOf(place) {
      return levels.slice(0, -1).flatMap((level, height) => {
        const neighbour = level[(place >> height) ^ 1];
        return neighbour ? [neighbour.toString('hex')] : [];
      });
    },
  };
}

/** The root that a path leads to; `undefined` for a path that no tree of that size has. */
export function rootOf(
  digest: Uint8Array,
  place: number,
  size: number,
  path: readonly string[],
): Buffer | undefined {
  if (place < 0 || place >= size) return undefined;
  const steps = [...path];
  let node = leafOf(digest);
  for (let [at, width] = [place, size]; width > 1; at >>= 1, width = (width + 1) >> 1) {
    // The last one of an odd number has no neighbour.
    if ((at ^ 1) >= width) continue;
    const next = steps.shift();
    if (next === undefined) return undefined;
    const neighbour = Buffer.from(next, 'hex');
    node = at % 2 === 0 ? nodeOf(node, neighbour) : nodeOf(neighbour, node);
  }
  return steps.length === 0 ? node : undefined;
}
