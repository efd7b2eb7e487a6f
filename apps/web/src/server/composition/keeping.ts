import type { Configuration } from '@ai-sessions/config';
import type { KeepingRules } from '@ai-sessions/db';

/** How long what is kept, as the configuration says. */
export function keepingRules(configuration: Configuration): KeepingRules {
  return {
    auditMonths: configuration.RETENTION_AUDIT_MONTHS,
    runMonths: configuration.RETENTION_RUN_MONTHS,
    deliveryDays: configuration.RETENTION_DELIVERY_DAYS,
    requestDays: configuration.RETENTION_REQUEST_DAYS,
  };
}
