/** Reads a parameter of a page's URL; nothing when it is not there. */
export type UrlReader = (name: string) => string | undefined;

/** The parameters of a page's URL as Next hands them to a page. */
export type SearchParams = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

/** Reads the parameters of a page on the server as its components read them in the browser. */
export async function urlReader(parameters: SearchParams): Promise<UrlReader> {
  const given = await parameters;
  return (name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value === 'string' ? value : value?.[0];
  };
}

/** The choices that a parameter of the URL names, with commas; other words in it count for nothing. */
export function chosenIn<Choice extends string>(
  text: string | undefined,
  choices: readonly Choice[],
): readonly Choice[] {
  const named: readonly string[] = text?.split(',') ?? [];
  return choices.filter((choice) => named.includes(choice));
}

/** The choice that a parameter names. */
export function choiceIn<Choice extends string>(
  text: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === text);
}

/** Whether a parameter says yes or no, by these words. */
export function yesOrNo(text: string | undefined, yes: string, no: string): boolean | undefined {
  return text === yes ? true : text === no ? false : undefined;
}
