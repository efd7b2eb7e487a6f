import { expect, it } from 'vitest';
import { onFirstUse } from '../src/server/on-first-use.ts';

it('makes a thing once, also when it is asked for by several at the same time', async () => {
  let made = 0;
  const thing = onFirstUse(async () => {
    await Promise.resolve();
    made += 1;
    return { made };
  });
  const [first, second] = await Promise.all([thing(), thing()]);
  expect(second).toBe(first);
  expect(await thing()).toBe(first);
  expect(made).toBe(1);
});

it('tells everybody who waits why it could not be made, and makes it the next time', async () => {
  let fails = true;
  const thing = onFirstUse(async () => {
    if (fails) throw new Error('Too many open files.');
    return 'made';
  });
  const answers = await Promise.allSettled([thing(), thing()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await thing()).toBe('made');
});
