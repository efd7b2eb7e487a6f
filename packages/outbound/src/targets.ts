/** What an entry of the allow-list lets be called. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** As in a normalised URL; what follows the asterisk if `anySubdomain`. */
  readonly host: string;
  /** Any name that ends in `host` and has a label or more before it. */
  readonly anySubdomain: boolean;
  /** Empty for the usual port of the protocol. */
  readonly port: string;
  /** What paths start with; they may go on after a slash only. */
  readonly path: string;
}

/**
 * Reads an allow-list, separated by commas: `https://api.example.com`, `https://*.example.com` (any name below it, not
 * itself), `http://localhost:8080`, each with a path if only what lies below it may be called. Blank means nothing.
 *
 * @throws Error when an entry is not such an address; the message names it.
 */
export function parseTargets(text: string): readonly Target[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseTarget);
}

function parseTarget(entry: string): Target {
  const wrong = (why: string) => new Error(`The target ${JSON.stringify(entry)} ${why}.`);
  if (!/^https?:\/\/[^/\\?#]/i.test(entry) || !URL.canParse(entry)) {
    throw wrong('is not an http or https address');
  }
  const url = new URL(entry);
  // The entry would show them.
  if (url.username !== '' || url.password !== '')
    throw new Error(`A target at ${url.host} carries credentials.`);
  if (/[?#]/.test(entry)) throw wrong('has a query or a fragment');
  const name = hostOf(url);
  const anySubdomain = name.startsWith('*.');
  const host = anySubdomain ? name.slice(1) : name;
  if (host.includes('*') || host === '')
    throw wrong('may have an asterisk only as the first label of a name');
  return {
    protocol: url.protocol === 'https:' ? 'https:' : 'http:',
    host,
    anySubdomain,
    port: url.port,
    path: url.pathname,
  };
}

/** The host of an address: lower case, names in Punycode, numbers as an address, no dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '');
}

/** Whether an address is below one of the targets. */
export function isAllowed(url: URL, targets: readonly Target[]): boolean {
  const host = hostOf(url);
  return targets.some(
    (target) =>
      url.protocol === target.protocol &&
      url.port === target.port &&
      (target.anySubdomain ? isBelow(host, target.host) : host === target.host) &&
      isBelowPath(url.pathname, target.path),
  );
}

function isBelow(host: string, suffix: string): boolean {
  return host.endsWith(suffix) && /^[^.]+(?:\.[^.]+)*$/.test(host.slice(0, -suffix.length));
}

/** Path traversal that a server might see once it has decoded the path, however often, or cut parameters off. */
const ENCODED_TRAVERSAL = /%(?:25)*(?:2f|5c|2e)|\/\.\.?;/i;

function isBelowPath(path: string, prefix: string): boolean {
  if (prefix === '/') return true;
  if (ENCODED_TRAVERSAL.test(path)) return false;
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
