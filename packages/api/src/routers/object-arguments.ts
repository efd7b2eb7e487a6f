import { isJsonPointer, titleArguments } from '@ai-sessions/apply';
import { type AIObjectArgument, DEFAULT_ACCOUNT_POINTER, ownObjectKinds } from '@ai-sessions/contract';

/** What arguments that name objects are checked against. */
interface Surroundings {
  /** Names of the arguments of the function; `undefined` when its schema describes none by name. */
  readonly declared: ReadonlySet<string> | undefined;
  /** Why an address with arguments in braces would not be called, in a sentence. */
  readonly targetProblem: (template: string) => string | undefined;
}

/** Arguments that name objects, as they are stored: what is left out of them is said. */
export function completed(given: readonly AIObjectArgument[]): readonly AIObjectArgument[] {
  return given.map(({ argument, kind, url, accountPointer }) =>
    url
      ? { argument, kind, url, accountPointer: accountPointer || DEFAULT_ACCOUNT_POINTER }
      : { argument, kind, ...(accountPointer ? { accountPointer } : {}) },
  );
}

/** What is wrong with arguments that name objects, in a sentence; `undefined` when nothing is. */
export function objectArgumentsProblem(
  given: readonly AIObjectArgument[],
  surroundings: Surroundings,
): string | undefined {
  const names = new Set<string>();
  for (const one of given) {
    const { argument } = one;
    if (names.has(argument)) return `'Object Arguments' must name ‘${argument}’ once.`;
    names.add(argument);
    const wrong = problemOf(one, surroundings);
    if (wrong) return `'Object Arguments' must be able to tell whose ‘${argument}’ is: ${wrong}`;
  }
  return undefined;
}

function problemOf(
  { argument, kind, url, accountPointer }: AIObjectArgument,
  { declared, targetProblem }: Surroundings,
): string | undefined {
  if (declared && !declared.has(argument)) return 'Parameters describes no such argument.';
  if (!url) {
    if (!ownObjectKinds.some((own) => own === kind)) {
      return `Kind is none of our own (${ownObjectKinds.join(', ')}), so it needs a Url that tells of it.`;
    }
    return accountPointer ? 'AccountPointer is for what a Url answers with.' : undefined;
  }
  if (!titleArguments(url).has(argument)) return `its Url must have {${argument}} in its path or query.`;
  if (accountPointer !== undefined && !isJsonPointer(accountPointer)) {
    return 'its AccountPointer is no JSON Pointer, such as /accountId.';
  }
  const refused = targetProblem(url);
  return refused && `its Url cannot be called: ${refused}`;
}
