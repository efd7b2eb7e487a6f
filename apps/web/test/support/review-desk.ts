import { createTestDatabase } from '@ai-sessions/db/testing';
import type { Locator, Page } from 'playwright-core';
import { type Browser, openBrowser, signInOnPage } from './browser.ts';
import { onDatabase } from './callers.ts';
import { type PatientTarget, startPatientTarget } from './patient-target.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './service.ts';

interface Proposal {
  readonly functionName: string;
  readonly arguments?: object;
  readonly description?: string;
}

/** A session as tests know it. */
interface Opened {
  readonly id: string;
  /** Its path in the API. */
  readonly path: string;
  readonly actionIds: readonly string[];
}

/** A service with an account and a target that waits, and a browser in which its administrator is signed in. */
export interface ReviewDesk {
  readonly target: PatientTarget;
  readonly service: RunningService;
  readonly browser: Browser;
  readonly page: Page;
  readonly accountId: string;
  /** Opens a session on the account with these actions. */
  aSession(purpose: string, proposals: readonly Proposal[]): Promise<Opened>;
  /** Opens the page of a session, and waits until its review is there. */
  open(id: string): Promise<void>;
  /** Opens the dialog that applies, and waits until it shows the session as it is. */
  askToApply(): Promise<void>;
  /** The card of an action. */
  card(number: number): Locator;
  dialog(): Locator;
  /** Makes all sign-ins sixteen minutes older. */
  ageSignIns(): Promise<void>;
  close(): Promise<void>;
}

/** Starts all that a review takes. */
export async function openReviewDesk(): Promise<ReviewDesk> {
  const target = await startPatientTarget();
  const database = await createTestDatabase();
  const service = await startService({ ...target.environment, DATABASE_URL: database.url });
  const { body } = await service.request('/accounts', { json: { name: 'Harbor & Pine' } });
  const accountId: string = body.id;
  const browser = await openBrowser();
  const { page } = browser;
  await page.goto(service.url);
  await signInOnPage(page, ADMIN_EMAIL, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin$/);
  const dialog = () => page.getByRole('dialog');
  return {
    target,
    service,
    browser,
    page,
    accountId,
    async aSession(purpose, proposals) {
      const { body } = await service.request('/ai/sessions', { json: { accountId, purpose } });
      const path = `/ai/sessions/${body.id}`;
      const actions = proposals.map((proposal) => ({
        ...proposal,
        arguments: JSON.stringify(proposal.arguments ?? {}),
      }));
      if (actions.length === 0) return { path, id: body.id, actionIds: [] };
      const queued = await service.request(`${path}/actions`, { json: { actions } });
      return { path, id: body.id, actionIds: queued.body.actions.map(({ id }: { id: string }) => id) };
    },
    async open(id) {
      await page.goto(`${service.url}/admin/sessions/${id}`);
      await page.getByRole('button', { name: 'Apply …', disabled: false }).waitFor();
    },
    async askToApply() {
      await page.keyboard.press('Shift+A');
      await dialog()
        .getByRole('button', { name: /^Apply/, disabled: false })
        .waitFor();
    },
    card: (number) => {
      // The steps of a run are numbered too, and have no headings.
      const heading = page.getByRole('heading', { level: 3, name: new RegExp(`^${number}\\.`) });
      return page.getByRole('listitem').filter({ has: heading });
    },
    dialog,
    async ageSignIns() {
      const older = `UPDATE browser_session SET date_created = date_created - interval '16 minutes'`;
      await onDatabase(database.url, older);
    },
    async close() {
      await browser.close();
      await service.stop();
      await database.drop();
      await target.stop();
    },
  };
}
