import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Story } from './story.ts';

const APP = join(import.meta.dirname, '../../../apps/web/src/app');

/** Pages that lead on at once or only say that something is done, and the one that is come to by another address. */
const WITHOUT_PICTURE: ReadonlySet<string> = new Set([
  '/',
  '/login/done',
  '/login/recover',
  '/oauth/consent/[id]',
]);

/** A picture to take. */
export interface Picture {
  /** What its file is called, without what it shows it in. */
  readonly name: string;
  readonly path: string;
  /** What stands on the page once it can be shown. */
  readonly shows: string | RegExp;
  /** Whether it is also taken in the dark and on a phone. */
  readonly inAllViews?: boolean;
  /** Whether nobody is signed in on it. */
  readonly isPublic?: boolean;
  /** Brings the page to what is shown. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** All pages, in the order in which somebody comes across them. */
export function picturesOf(story: Story): readonly Picture[] {
  return [
    { name: 'sign-in', path: '/login', shows: 'Sign in', isPublic: true },
    { name: 'forgotten-password', path: '/login/forgot', shows: /e-mail/i, isPublic: true },
    { name: 'overview', path: '/admin', shows: 'Wait for review', inAllViews: true },
    { name: 'sessions', path: '/admin/sessions', shows: 'New session', inAllViews: true },
    { name: 'new-session', path: '/admin/sessions/new', shows: 'Purpose' },
    { name: 'runs', path: '/admin/runs', shows: 'Run 1', inAllViews: true },
    {
      name: 'review',
      path: story.session,
      shows: 'Take over the new opening hours from the web site',
      inAllViews: true,
    },
    {
      name: 'apply',
      path: story.session,
      shows: 'Take over the new opening hours from the web site',
      async prepare(page) {
        await page.getByRole('button', { name: 'Apply …', disabled: false }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'applied-session', path: story.appliedSession, shows: 'Runs' },
    { name: 'accounts', path: '/admin/accounts', shows: 'Northwind Dental' },
    { name: 'account', path: story.account, shows: 'Northwind Dental' },
    { name: 'users', path: '/admin/users', shows: 'mara.lindqvist@example.com' },
    { name: 'user', path: story.user, shows: 'There is no API key yet.' },
    { name: 'api-keys', path: '/admin/keys', shows: 'Billing agent' },
    { name: 'api-key', path: story.key, shows: 'Billing agent' },
    { name: 'functions', path: '/admin/functions', shows: 'setBusinessHours' },
    { name: 'function', path: story.fn, shows: 'setBusinessHours' },
    { name: 'new-function', path: '/admin/functions/new', shows: 'Arguments' },
    { name: 'webhooks', path: '/admin/webhooks', shows: 'https://agent.example.com/webhooks' },
    { name: 'new-webhook', path: '/admin/webhooks/new', shows: 'Address' },
    { name: 'webhook', path: story.webhook, shows: 'https://agent.example.com/webhooks' },
    { name: 'consent', path: story.consent, shows: 'Let Invoice desk in?', inAllViews: true },
    { name: 'audit', path: '/admin/audit', shows: 'Audit' },
    { name: 'requests', path: '/admin/requests', shows: /^(List|Get|New)AI/ },
    { name: 'profile', path: '/admin/profile', shows: 'This one' },
    {
      name: 'command-palette',
      path: '/admin/sessions',
      shows: 'New session',
      async prepare(page) {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').waitFor();
        await page.keyboard.type('hours');
        await page.getByRole('option').first().waitFor();
      },
    },
  ];
}

/** The routes of the app that have no picture, such as `/admin/users/[userId]`. */
export async function routesWithout(pictures: readonly Picture[]): Promise<readonly string[]> {
  const files = await readdir(APP, { recursive: true });
  const routes = files
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file}`.replace(/\/?page\.tsx$/, '') || '/');
  // A fixed path comes before one with a parameter in its place.
  const ways = routes
    .map((route) => ({ route, matches: new RegExp(`^${route.replace(/\[\w+\]/g, '[^/]+')}$`) }))
    .sort((one, other) => one.route.split('[').length - other.route.split('[').length);
  const shown = pictures.map(
    ({ path }) => ways.find(({ matches }) => matches.test(path.split('?')[0] ?? ''))?.route,
  );
  return routes.filter((route) => !shown.includes(route) && !WITHOUT_PICTURE.has(route));
}
