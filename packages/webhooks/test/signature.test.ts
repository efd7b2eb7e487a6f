import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from '../src/signature.ts';

/** From the libraries of Standard Webhooks, which all test with it. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

it('signs as Standard Webhooks has it', () => {
  const { secret, at, signature, ...message } = VECTOR;
  expect(signedHeaders(message, [secret], at)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': signature,
  });
});

it.each(['', 'plain', 'Ünï \u{1f600}', '\ufffd\n'])('signs the bytes of UTF-8: %j', (body) => {
  const secret = newWebhookSecret();
  const headers = signedHeaders({ id: 'msg', body }, [secret], VECTOR.at);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`msg.1614265330.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
});

it('signs with both secrets while one replaces the other', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const body = '{"type":"webhook.test"}';
  const headers = { ...signedHeaders({ id: 'msg', body }, secrets, new Date()) };
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  expect(() => new Webhook(secrets[0] ?? '').verify(`${body} `, headers)).toThrow();
});

it('makes secrets of 256 random bits', () => {
  const secrets = Array.from({ length: 100 }, newWebhookSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});
