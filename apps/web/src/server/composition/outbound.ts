import type { Services } from '@ai-sessions/api';
import type { FunctionCaller } from '@ai-sessions/apply';
import { type Configuration, ConfigurationError } from '@ai-sessions/config';
import { createOutbox, type Outbox } from '@ai-sessions/mail';
import {
  createOutbound,
  createVault,
  type Outbound,
  parseNetworks,
  parseTargets,
  templateProblem,
  type Vault,
} from '@ai-sessions/outbound';
import type { Tracing } from '@ai-sessions/telemetry/tracing';
import type { Logger } from '../log.ts';
import { outboundCaller } from '../outbound-caller.ts';
import { errorMessageOf } from './error-message.ts';

/** What leaves the process: calls of functions, with their secrets, and e-mail. */
export interface OutboundServices
  extends Pick<Services, 'seal' | 'opens' | 'mark' | 'targetProblem' | 'addressProblem'> {
  readonly caller: FunctionCaller;
  /** How webhooks leave the process. */
  readonly webhooks: Outbound;
  /** The sealed text; `undefined` when it cannot be read. */
  readonly open: Vault['open'];
  readonly outbox: Outbox | undefined;
  /** Ends the calls that are under way. */
  close(): Promise<void>;
}

/**
 * Makes what leaves the process.
 *
 * @param secret What the secrets of functions are encrypted with.
 * @throws ConfigurationError
 */
export function createOutboundServices(
  configuration: Configuration,
  secret: string,
  tracing: Tracing | undefined,
  log: Logger,
): OutboundServices {
  const { SMTP_URL, MAIL_FROM } = configuration;
  const outbox = SMTP_URL && MAIL_FROM ? createOutbox({ url: SMTP_URL, from: MAIL_FROM, log }) : undefined;
  const policy = outboundPolicy(configuration);
  // Current values are compared as a whole; of answers to calls, less is kept.
  const outbound = createOutbound({ ...policy, limits: { excerptChars: 65_536 } });
  const webhooks = createOutbound({ ...policy, limits: WEBHOOK_LIMITS });
  const vault = createVault(secret);
  return {
    caller: outboundCaller({ outbound, vault, tracing }),
    webhooks: tracing ? { ...webhooks, call: tracedCall(webhooks, tracing) } : webhooks,
    open: (sealed, purpose) => vault.open(sealed, purpose),
    outbox,
    seal: (text, purpose) => vault.seal(text, purpose),
    opens: (sealed, purpose) => vault.open(sealed, purpose) !== undefined,
    mark: (text, purpose) => vault.mark(text, purpose),
    addressProblem: (url) => outbound.problem(url),
    targetProblem: (template) => templateProblem(template) ?? outbound.problem(template),
    close: async () => {
      await Promise.all([outbound.close(), webhooks.close()]);
      await outbox?.close();
    },
  };
}

/** Calls that receivers can find in our traces. */
function tracedCall({ call }: Outbound, tracing: Tracing): Outbound['call'] {
  return (request, options) =>
    tracing.outgoing(request, (fields) =>
      call({ ...request, headers: { ...request.headers, ...fields } }, options),
    );
}

/** Of what a receiver answers only the beginning is kept. */
const WEBHOOK_LIMITS = { totalMs: 15_000, bodyBytes: 8_192, excerptChars: 1_024 };

function outboundPolicy({ OUTBOUND_TARGETS, OUTBOUND_NETWORKS }: Configuration) {
  try {
    return {
      targets: parseTargets(OUTBOUND_TARGETS),
      allowPrivate: parseNetworks(OUTBOUND_NETWORKS),
    };
  } catch (error) {
    throw new ConfigurationError(
      `OUTBOUND_TARGETS or OUTBOUND_NETWORKS cannot be used: ${errorMessageOf(error)} Write them like https://api.example.com and 10.1.0.0/16, with commas.`,
      { cause: error },
    );
  }
}
