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
