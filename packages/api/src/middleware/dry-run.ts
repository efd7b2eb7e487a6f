import { asksForDryRun, type Operation, refuseUnknownMembers } from '@ai-sessions/contract';
import type { Context } from '../context.ts';

/** Headers whose values may hold wishes and parameters of anybody's making. */
const FREE_HEADERS = ['prefer', 'pragma', 'content-type'] as const;

/**
 * Refuses a change when the address or the headers of the request ask for a dry run, where nobody would look for it.
 *
 * @throws ApiError `ValidationException`
 */
export function refuseDryRun(operation: Operation, context: Context): void {
  if (operation.verb === 'GET') return;
  refuseUnknownMembers(operation, {
    names: [...context.unknownParameters, ...dryRunHeadersIn(context)],
    alone: false,
  });
}

/** Headers that ask for a dry run, under names that are refused as those of fields are. */
function dryRunHeadersIn({ header, headerNames }: Context): readonly string[] {
  return [
    ...headerNames().filter(asksForDryRun),
    ...FREE_HEADERS.filter((name) => asksForDryRun(withoutBoundary(header(name)))).map(
      (name) => `${name}: dry-run`,
    ),
  ];
}

/** Boundaries are random letters, which may spell anything. */
function withoutBoundary(value = ''): string {
  return value.replace(/\bboundary=.*$/i, '');
}
