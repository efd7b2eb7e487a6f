import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../support/browser.ts';
import { type RunningService, startService } from '../support/service.ts';

/** To this host a browser does not tell where requests come from: it is neither this machine nor https. */
const PLAIN_HOST = 'sessions.example';
/** Asks for a password in the way that browsers open a dialog for. */
const other = createServer((_, response) =>
  response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="other"' }).end('No.'),
);

let service: RunningService;
let browser: Browser;
/** Addresses for which the browser would have opened its own dialog. */
const dialogs: string[] = [];

beforeAll(async () => {
  service = await startService();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  browser = await openBrowser(true, [`--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`]);
  const session = await browser.context.newCDPSession(browser.page);
  session.on('Fetch.requestPaused', ({ requestId }) => {
    // A request may have ended by now, with the page that made it.
    session.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
  });
  session.on('Fetch.authRequired', ({ requestId, request }) => {
    dialogs.push(new URL(request.url).pathname);
    session
      .send('Fetch.continueWithAuth', { requestId, authChallengeResponse: { response: 'CancelAuth' } })
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', { handleAuthRequests: true });
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  other.close();
  other.closeAllConnections();
});

it('would be seen here to ask for a password', async () => {
  await browser.page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/asks`);
  expect(dialogs.splice(0)).toEqual(['/asks']);
});

it.each(['127.0.0.1', PLAIN_HOST])(
  'never asks for a password in a dialog of its own, at %s',
  async (host) => {
    const url = service.url.replace('127.0.0.1', host);
    const { page } = browser;
    await page.goto(`${url}/login`);
    const refused = await page.evaluate(async () => {
      const requests: readonly [path: string, init?: RequestInit][] = [
        ['/ai/sessions'],
        ['/ai/sessions', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }],
        ['/api/ListAISessions'],
        ['/api/trpc/session.list'],
        ['/api/trpc/session.watch?input={}', { headers: { Accept: 'text/event-stream' } }],
        [
          '/auth/credentials',
          { method: 'POST', body: new URLSearchParams({ userName: 'a', password: 'b' }) },
        ],
        ['/ai/sessions', { headers: { Authorization: 'Basic bm9ib2R5Ondyb25n' } }],
      ];
      const statuses: number[] = [];
      for (const [path, init] of requests) statuses.push((await fetch(path, init)).status);
      await new Promise((resolve) => {
        const image = new Image();
        image.addEventListener('error', resolve);
        image.src = '/ai/sessions/export';
      });
      await new Promise((resolve) => {
        const source = new EventSource('/api/trpc/session.watch?input={}');
        source.addEventListener('error', () => resolve(source.close()));
      });
      return statuses;
    });
    expect(refused).toEqual([401, 401, 401, 401, 401, 401, 401]);
    for (const path of [
      '/ai/sessions',
      '/ai/sessions.json',
      '/api/ListAISessions',
      '/api/trpc/session.list',
    ]) {
      await page.goto(url + path);
    }
    await page.setContent(`<form method="post" action="${url}/ai/sessions"><button>Send</button></form>`);
    await Promise.all([page.waitForURL(`${url}/ai/sessions`), page.getByRole('button').click()]);
    expect(dialogs).toEqual([]);
  },
);
