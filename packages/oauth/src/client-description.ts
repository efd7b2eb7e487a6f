import type { Client } from 'oidc-provider';

/** A client as a person has to know it before letting it in. */
export interface ClientDescription {
  readonly clientId: string;
  /** What it calls itself, on one line; the host of its document when it says nothing. */
  readonly name: string;
  /** Host of the metadata document that says so; `undefined` when nobody vouches for it. */
  readonly host: string | undefined;
}

const NAME_MAXIMUM = 80;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Describes a client. */
export function describeClient({
  clientId,
  clientName,
}: Pick<Client, 'clientId' | 'clientName'>): ClientDescription {
  const host = clientId.startsWith('https://') ? new URL(clientId).host : undefined;
  return { clientId, name: oneLine(clientName ?? '') || (host ?? 'An agent without a name'), host };
}

/** Nothing that breaks the line, hides, or turns the text around it. */
function oneLine(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, NAME_MAXIMUM);
}

/** Why a client may not be sent answers at an address; `undefined` when it may. */
export function redirectProblem(uri: string): string | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))) return undefined;
  return 'redirect_uris must be https addresses, or http addresses of this computer (localhost, 127.0.0.1, [::1])';
}

/** Where the answer goes: the host of a site, or `undefined` for a program on the computer of the person. */
export function redirectHost(uri: string): string | undefined {
  const url = new URL(uri);
  return isLoopback(url) ? undefined : url.host;
}

function isLoopback(url: URL): boolean {
  return LOOPBACK.has(url.hostname);
}
