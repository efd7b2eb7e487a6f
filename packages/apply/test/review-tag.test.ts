import { readEntityTag, writeEntityTag } from '@ai-sessions/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewTag, sawValues, seenIn, seenText } from '../src/review/review-tag.ts';

const text = fc.option(fc.string(), { nil: undefined });
const record = { session: { id: 's1' }, version: 3, actions: [], functions: [], log: undefined };

describe('the tag of a review', () => {
  it('gives back what was seen of each action, in a header that takes a thousand of them', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ title: text, values: text }), { minLength: 1 }), (seen) => {
        const tag = reviewTag(record, [], seen);
        const known = readEntityTag(writeEntityTag(tag));
        expect(known && seenIn(known)).toEqual(
          seen.map((one) =>
            one.title === undefined && one.values === undefined ? undefined : seenText(one),
          ),
        );
        expect(tag.detail?.length).toBeLessThan(14 * seen.length);
        for (const one of seen) expect(sawValues(seenText(one))).toBe(one.values !== undefined);
      }),
    );
  });

  it('tells titles, values and both apart', () => {
    const texts = [{ title: 'a' }, { values: 'a' }, { title: 'a', values: 'a' }, {}].map(seenText);
    expect(new Set(texts).size).toBe(4);
  });

  it('names the same actions whatever was seen of what they change', () => {
    const { digest } = reviewTag(record, []);
    expect(reviewTag(record, [], [{ title: 'a' }]).digest).toBe(digest);
    const renamed = { ...record, session: { ...record.session, accountName: 'Another name' } };
    expect(reviewTag(renamed, []).digest).toBe(digest);
    expect(reviewTag({ ...record, session: { id: 's2' } }, []).digest).not.toBe(digest);
  });
});
