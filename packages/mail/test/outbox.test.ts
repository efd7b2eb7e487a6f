import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { createOutbox } from '../src/index.ts';

const MESSAGE = { to: 'ann@example.com', subject: 'Hello', text: 'Nothing new.' };

let server: SMTPServer | undefined;
const failures: string[] = [];
const log = { error: (_: object, message: string) => failures.push(message) };

afterEach(async () => {
  failures.length = 0;
  await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
  server = undefined;
});

/** Starts a mail server; what it has received, and an outbox that sends to it. */
async function start(accepts: (recipient: string) => boolean = () => true) {
  const received: string[] = [];
  server = new SMTPServer({
    authOptional: true,
    // Or each connection waits for name servers, which may be out of reach.
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => done(accepts(address) ? null : new Error('Nobody here.')),
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        received.push(text);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const outbox = createOutbox({
    url: `smtp://127.0.0.1:${port}`,
    from: 'AI Sessions <no-reply@example.com>',
    log,
  });
  return { outbox, received };
}

it('sends what was posted before it is closed, as plain text from the sender', async () => {
  const { outbox, received } = await start();
  outbox.post(async () => MESSAGE);
  outbox.post(async () => undefined);
  await outbox.close();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^From: AI Sessions <no-reply@example.com>\r$/m);
  expect(received[0]).toMatch(/^To: ann@example.com\r$/m);
  expect(received[0]).toMatch(/^Content-Type: text\/plain/m);
  expect(received[0]).toContain('Nothing new.');
  expect(failures).toEqual([]);
});

it('does not take a line break in an address or subject for another header', async () => {
  const { outbox, received } = await start();
  outbox.post(async () => ({ ...MESSAGE, subject: 'Hello\r\nBcc: eve@example.com' }));
  await outbox.close();
  expect(received[0]).not.toMatch(/^Bcc:/m);
});

it('logs that a message was not sent, and sends the next one', async () => {
  const { outbox, received } = await start((recipient) => recipient === MESSAGE.to);
  outbox.post(async () => ({ ...MESSAGE, to: 'nobody@example.com' }));
  outbox.post(() => Promise.reject(new Error('Nothing was written.')));
  outbox.post(async () => MESSAGE);
  await outbox.close();
  expect(failures).toEqual(['failed to send an e-mail', 'failed to send an e-mail']);
  expect(received).toHaveLength(1);
});
