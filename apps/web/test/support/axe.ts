import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with a page as it is, in light and dark. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const script = await readFile(source, 'utf8');
  const findings: string[] = [];
  for (const look of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: look });
    // The pages of the desk follow with a script, and colours on their way are none that anybody reads.
    await page.waitForFunction(
      (wanted) => getComputedStyle(document.documentElement).colorScheme.split(' ').includes(wanted),
      look,
    );
    await page.evaluate(async () => {
      const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.allSettled(transitions.map(({ finished }) => finished));
    });
    await page.evaluate(script);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });
    findings.push(...violations.map((violation) => `${look} ${page.url()} ${violation}`));
  }
  return findings;
}
