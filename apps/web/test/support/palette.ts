import type { Locator, Page } from 'playwright-core';
import { until } from './service.ts';

/** Opens the window in which one types where to go: a page hears its keys only once its scripts run. */
export async function openPalette(page: Page): Promise<Locator> {
  const box = page.getByRole('combobox', { name: 'Go to' });
  await until(async () => {
    if (await box.isVisible()) return true;
    await page.keyboard.press('Control+k');
    return false;
  });
  return box;
}
