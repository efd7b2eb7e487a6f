import type { Services } from '@ai-sessions/api';
import type { FunctionCaller } from '@ai-sessions/apply';
import { type Configuration, ConfigurationError } from '@ai-sessions/config';
import { createOutbox, type Outbox } from '@ai-sessions/mail';
import {
  createOutbound,
  createVault,
  parseNetworks,
  parseTargets,
  templateProblem,
} from '@ai-sessions/outbound';
import type { Logger } from '../log.ts';
import { outboundCaller } from '../outbound-caller.ts';
import { errorMessageOf } from './error-message.ts';

/** What leaves the process: calls of functions, with their secrets, and e-mail. */
export interface OutboundServices extends Pick<Services, 'seal' | 'opens' | 'mark' | 'targetProblem'> {
  readonly caller: FunctionCaller;
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
  log: Logger,
): OutboundServices {
  const { SMTP_URL, MAIL_FROM } = configuration;
  const outbox = SMTP_URL && MAIL_FROM ? createOutbox({ url: SMTP_URL, from: MAIL_FROM, log }) : undefined;
  const outbound = createOutbound(outboundPolicy(configuration));
  const vault = createVault(secret);
  return {
    caller: outboundCaller({ outbound, vault }),
    outbox,
    seal: (text, purpose) => vault.seal(text, purpose),
    opens: (sealed, purpose) => vault.open(sealed, purpose) !== undefined,
    mark: (text, purpose) => vault.mark(text, purpose),
    targetProblem: (template) => templateProblem(template) ?? outbound.problem(template),
    close: async () => {
      await outbound.close();
      await outbox?.close();
    },
  };
}

function outboundPolicy({ OUTBOUND_TARGETS, OUTBOUND_NETWORKS }: Configuration) {
  try {
    return {
      targets: parseTargets(OUTBOUND_TARGETS),
      allowPrivate: parseNetworks(OUTBOUND_NETWORKS),
      // Current values are compared as a whole; of answers to calls, less is kept.
      limits: { excerptChars: 65_536 },
    };
  } catch (error) {
    throw new ConfigurationError(
      `OUTBOUND_TARGETS or OUTBOUND_NETWORKS cannot be used: ${errorMessageOf(error)} Write them like https://api.example.com and 10.1.0.0/16, with commas.`,
      { cause: error },
    );
  }
}
