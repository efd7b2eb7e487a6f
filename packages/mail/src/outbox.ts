import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { Transporter } from 'nodemailer';

/** How long a mail server may take for each step. */
const TIMEOUT_MS = 10_000;
/** How long a service that stops waits for its mail server. */
const CLOSING_MS = 5_000;

/** A message of plain text. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends messages. */
export interface Outbox {
  /**
   * Sends what `write` gives, if anything. Nobody waits for it: neither that there is a message nor how it fares shows
   * in the answer to whoever caused it. A failure is logged.
   */
  post(write: () => Promise<Message | undefined>): void;
  /** Sends a message and tells whether the mail server has taken it. A failure is logged. */
  send(message: Message): Promise<boolean>;
  /** Waits until everything that was posted has been sent, but not for long. */
  close(): Promise<void>;
}

interface OutboxOptions {
  /** `smtp://` or `smtps://`, with user name and password if the server wants them. */
  readonly url: string;
  /** The sender: an e-mail address, or `Name <address>`. */
  readonly from: string;
  readonly log: { error(fields: object, message: string): void };
}

/** Makes an {@link Outbox} on a mail server. Nothing is connected yet. */
export function createOutbox({ url, from, log }: OutboxOptions): Outbox {
  let transport: Transporter | undefined;
  // Loaded by the first message: most processes never send one.
  async function connected(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    transport ??= createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      dnsTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return transport;
  }
  const inFlight = new Set<Promise<boolean>>();

  async function deliver(write: () => Promise<Message | undefined>): Promise<boolean> {
    try {
      await setImmediate();
      const message = await write();
      if (message) await (await connected()).sendMail({ from, ...message });
      return true;
    } catch (error) {
      log.error({ error }, 'failed to send an e-mail');
      return false;
    }
  }

  function begin(write: () => Promise<Message | undefined>): Promise<boolean> {
    const delivery = deliver(write).finally(() => inFlight.delete(delivery));
    inFlight.add(delivery);
    return delivery;
  }

  return {
    post: (write) => void begin(write),
    send: (message) => begin(async () => message),
    async close() {
      await Promise.race([Promise.all(inFlight), delay(CLOSING_MS, undefined, { ref: false })]);
      transport?.close();
    },
  };
}
