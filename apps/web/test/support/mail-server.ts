import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it was received. */
export interface ReceivedMessage {
  readonly to: readonly string[];
  /** Headers and body. */
  readonly text: string;
}

/** A real mail server that keeps what it gets. */
export interface MailServer {
  readonly url: string;
  readonly messages: readonly ReceivedMessage[];
  /** The next message, which may still be on its way. */
  next(): Promise<ReceivedMessage>;
  stop(): Promise<void>;
}

/** Starts a mail server. */
export async function startMailServer(): Promise<MailServer> {
  const messages: ReceivedMessage[] = [];
  let seen = 0;
  let arrived = () => {};
  const server = new SMTPServer({
    authOptional: true,
    // Or each connection waits for name servers, which may be out of reach.
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        messages.push({ to: envelope.rcptTo.map(({ address }) => address), text });
        done();
        arrived();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    async next() {
      while (messages.length === seen) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      const message = messages[seen];
      seen++;
      if (!message) throw new Error('There is no message.');
      return message;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The link in a message, and its token. */
export function linkIn({ text }: ReceivedMessage): { readonly link: string; readonly token: string } {
  // Long lines travel as quoted-printable.
  const plain = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const [link = '', token = ''] = /https?:\S+#token=([\w-]+)/.exec(plain) ?? [];
  if (!token) throw new Error(`There is no link in this message: ${text}`);
  return { link, token };
}
