import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDatabase } from './support/callers.ts';
import { letIn } from './support/oauth-agent.ts';
import { type OAuthService, refresh, startOAuthService, statusAtMcp } from './support/oauth-service.ts';
import { until } from './support/service.ts';

let oauth: OAuthService;
let url: string;
/** The address of a second process. */
let otherUrl: string;

beforeAll(async () => {
  oauth = await startOAuthService();
  ({ url } = oauth);
  otherUrl = (await oauth.another()).url;
});
afterAll(() => oauth?.close());

async function newAgent() {
  const { user, jar } = await oauth.somebody();
  return { user, agent: await letIn(url, jar) };
}

/** Lets all refresh tokens that a user's agents have used be used so many seconds earlier. */
async function earlier(userId: string, seconds: number): Promise<void> {
  await onDatabase(
    oauth.database.url,
    `UPDATE oauth_record SET date_used = date_used - make_interval(secs => $2)
     WHERE kind = 'RefreshToken' AND date_used IS NOT NULL AND payload->>'accountId' = $1`,
    [userId, seconds],
  );
}

it('gives each of several processes that renew a token at the same moment one of its own, which lasts', async () => {
  const { user, agent } = await newAgent();
  const answers = await Promise.all(
    [url, otherUrl, url, otherUrl, url, otherUrl].map((at) => refresh(at, agent)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const given = answers.map(({ body }) => ({ ...agent, refreshToken: String(body.refresh_token) }));
  expect(new Set(given.map(({ refreshToken }) => refreshToken)).size).toBe(answers.length);
  for (const { body } of answers) expect(await statusAtMcp(otherUrl, body.access_token)).toBe(200);
  // The first token is of the past by now, and each goes on with their own.
  await earlier(user.id, 60);
  for (const next of given) expect((await refresh(otherUrl, next)).status).toBe(200);
  expect(await statusAtMcp(url, agent.accessToken)).toBe(200);
});

it('takes a token again whose answer was lost', async () => {
  const { user, agent } = await newAgent();
  expect((await refresh(url, agent)).status).toBe(200);
  await earlier(user.id, 20);
  const again = await refresh(otherUrl, agent);
  expect(again.status).toBe(200);
  expect(await statusAtMcp(url, again.body.access_token)).toBe(200);
});

it('ends everything when an old one is used later, whatever was renewed from it', async () => {
  const { user, agent } = await newAgent();
  const [first, second] = [await refresh(url, agent), await refresh(url, agent)];
  const later = await refresh(url, { ...agent, refreshToken: first.body.refresh_token });
  expect(later.status).toBe(200);
  await earlier(user.id, 31);
  expect(await refresh(otherUrl, agent)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  for (const { body } of [first, second, later]) {
    await until(async () => (await statusAtMcp(url, body.access_token)) === 401);
    const next = await refresh(url, { ...agent, refreshToken: body.refresh_token });
    expect(next).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  }
  const { body } = await oauth.service.request(`/audit/events?entityType=AgentGrant&userId=${user.id}`);
  expect(body.items.map(({ operation }: { operation: string }) => operation)).toEqual([
    'RequestOAuthToken',
    'AllowAgent',
  ]);
});

it('gives nothing for the token of another client', async () => {
  const [{ agent }, { agent: stranger }] = [await newAgent(), await newAgent()];
  const stolen = { clientId: stranger.clientId, refreshToken: agent.refreshToken };
  expect(await refresh(url, stolen)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect((await refresh(url, agent)).status).toBe(200);
  expect(await refresh(url, stolen)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});
