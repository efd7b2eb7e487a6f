import type { Page } from 'playwright-core';
import type { Story } from './story.ts';

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
    { name: 'webhook', path: story.webhook, shows: 'https://agent.example.com/webhooks' },
    { name: 'consent', path: story.consent, shows: 'Let Invoice desk in?', inAllViews: true },
    { name: 'audit', path: '/admin/audit', shows: 'Audit' },
    { name: 'requests', path: '/admin/requests', shows: 'NewAISession' },
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
