import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Has a page drawn in light or dark, and waits until it is. */
export async function look(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  // Colours on their way are none that anybody reads, and parts that are not drawn set out only when they are looked at.
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // The pages of the desk follow with a script.
  await page.waitForFunction(
    (wanted) => getComputedStyle(document.documentElement).colorScheme.split(' ').includes(wanted),
    scheme,
  );
  // Pages that are not ours alone may move all the same.
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
}

/**
 * What axe finds wrong with a page as it is.
 *
 * @param rules The rules to try; all of them when there are none.
 */
export async function axeRun(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(source, 'utf8'));
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: [...only] } }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, rules);
}

/** What axe finds wrong with a page as it is, in light and dark. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await look(page, scheme);
    const violations = await axeRun(page);
    findings.push(...violations.map((violation) => `${scheme} ${page.url()} ${violation}`));
  }
  return findings;
}
