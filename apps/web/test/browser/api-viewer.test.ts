import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../support/browser.ts';
import { type RunningService, request, startService } from '../support/service.ts';

let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** Asks as a stranger. */
const ask = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
  service.request(path, { authorization: null, ...options });

/** The address of the viewer's script. */
async function scriptPath(): Promise<string> {
  return /<script src="([^"]+)"/.exec((await ask('/docs')).text)?.[1] ?? '';
}

it('shows and tries operations without a request to anybody else', async () => {
  const { page } = browser;
  const asked: string[] = [];
  browser.context.on('request', (sent) => asked.push(sent.url()));
  await page.goto(`${service.url}/metadata`);
  await page.getByRole('main').getByRole('link', { name: 'OpenAPI', exact: true }).click();
  await page.getByRole('link', { name: /^Returns AI sessions page by page/ }).click();
  await page.getByRole('heading', { name: /^Returns AI sessions page by page/ }).waitFor();
  await page.getByRole('button', { name: 'Test Request (get /ai/sessions)' }).click();
  const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/ai/sessions');
  await page.getByRole('button', { name: /^Send get request to/ }).click();
  expect((await answered).status()).toBe(401);
  expect(asked).toContain(service.url + (await scriptPath()));
  expect(asked.filter((url) => !url.startsWith(`${service.url}/`))).toEqual([]);
  expect(browser.complaints).toEqual([]);
});

describe('its page and script', () => {
  it('are kept by clients: the page until it changes, the script for ever', async () => {
    const page = await ask('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    const known = { 'if-none-match': page.headers.get('etag') ?? '' };
    expect((await ask('/docs', { headers: known })).status).toBe(304);
    const script = await ask(await scriptPath());
    expect([script.status, script.headers.get('cache-control')]).toEqual([
      200,
      'max-age=31536000, immutable',
    ]);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    // The client asks for compression by itself, and undoes it.
    expect(script.headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
    expect(Number(script.headers.get('content-length'))).toBeLessThan(script.text.length / 3);
    expect(script.headers.get('vary')).toContain('Accept-Encoding');
  });

  it('are read only, and there is no other script', async () => {
    expect((await ask('/docs', { method: 'POST' })).status).toBe(405);
    expect((await ask(await scriptPath(), { method: 'DELETE' })).status).toBe(405);
    expect((await ask('/docs', { method: 'HEAD' })).text).toBe('');
    for (const path of ['/docs/scalar-0000.js', '/docs/scalar-..%2f.js', '/docs/constructor']) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  it('are behind the sign-in when DOCS_PUBLIC says so', async () => {
    const script = await scriptPath();
    const closed = await startService({ DOCS_PUBLIC: 'false' });
    try {
      for (const path of ['/docs', script]) {
        expect((await request(closed.url + path, { authorization: null })).status).toBe(401);
        expect((await closed.request(path)).status).toBe(200);
      }
    } finally {
      await closed.stop();
    }
  });
});
