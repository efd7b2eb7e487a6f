import type { HeaderReader } from '@ai-sessions/auth';
import { asksForDryRun, type Operation, refuseUnknownMembers } from '@ai-sessions/contract';
import type { Context } from '../context.ts';

/** Headers in which a dry run might be asked for: what tools call it, and how they spell names of headers. */
const DRY_RUN_HEADERS = ['dry-run', 'what-if', 'validate-only', 'simulate', 'simulation', 'rehearsal']
  .flatMap((name) => [name, name.replace('-', ''), name.replace('-', '_')])
  .flatMap((name) => [name, `x-${name}`, `x_${name}`])
  .filter((name, index, names) => names.indexOf(name) === index);

/**
 * Refuses a change when the address or the headers of the request ask for a dry run, where nobody would look for it.
 *
 * @throws ApiError `ValidationException`
 */
export function refuseDryRun(operation: Operation, { header, unknownParameters }: Context): void {
  if (operation.verb === 'GET') return;
  refuseUnknownMembers(operation, {
    names: [...unknownParameters, ...dryRunHeadersIn(header)],
    alone: false,
  });
}

/** Headers that ask for a dry run, under names that are refused as those of fields are. */
function dryRunHeadersIn(header: HeaderReader): readonly string[] {
  const preferred = header('prefer');
  return [
    ...DRY_RUN_HEADERS.filter((name) => header(name) !== undefined),
    ...(preferred !== undefined && asksForDryRun(preferred) ? ['Prefer: dry-run'] : []),
  ];
}
