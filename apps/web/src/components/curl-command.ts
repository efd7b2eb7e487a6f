/** A request as a command of curl makes it. */
interface CurlRequest {
  readonly url: string;
  /** Who asks by password, which curl asks for. Otherwise an API key does. */
  readonly user?: string;
  /** The API key; without one the command takes it from the environment. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent as JSON. */
  readonly json?: object;
}

/** The variable in which commands look for an API key. */
export const KEY_VARIABLE = 'AI_SESSIONS_KEY';

/** A command for a POSIX shell that makes a request with curl, to be copied. */
export function curlCommand({ url, user, key, headers = {}, json }: CurlRequest): string {
  const bearer =
    key === undefined ? `"Authorization: Bearer $${KEY_VARIABLE}"` : word(`Authorization: Bearer ${key}`);
  const options = [
    user === undefined ? `-H ${bearer}` : `-u ${word(user)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${word(`${name}: ${value}`)}`),
    ...(json ? [`-H ${word('Content-Type: application/json')}`, `-d ${word(JSON.stringify(json))}`] : []),
  ];
  return `curl ${[...options, word(url)].join(' \\\n  ')}`;
}

/** A text as one word of a command: nothing in it means anything to the shell. */
function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
