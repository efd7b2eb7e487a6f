import { isIP } from 'node:net';
import type { HeaderReader } from '@ai-sessions/auth';

/** Under which names the service is reached, and from which pages. */
export interface KnownAddresses {
  /** Address under which browsers reach the service, when it is configured. */
  readonly publicUrl: string | undefined;
  /** Further names of this server, without a port, in lower case; `*` for any. */
  readonly hosts: readonly string[];
  /** Origins whose pages may call; `*` for all. */
  readonly origins: readonly string[];
}

/**
 * What is wrong with where a request says that it goes to and comes from; `undefined` when nothing is.
 *
 * A page whose name leads to our address for a moment (DNS rebinding) would otherwise talk to us as if we were its own
 * server. It can name neither an address in numbers nor this machine, so those are let through without being known.
 */
export function addressProblem(header: HeaderReader, known: KnownAddresses): string | undefined {
  const host = header('host');
  if (host !== undefined && !isOurs(host, known)) {
    return "The Host header names a server that is not known here. Use the service's own address; its operator names others in MCP_HOSTS.";
  }
  const origin = header('origin');
  return origin === undefined || mayCall(origin, host, known)
    ? undefined
    : 'Pages of this Origin may not call. The operator of the service allows origins in CORS_ORIGINS.';
}

function isOurs(host: string, { publicUrl, hosts }: KnownAddresses): boolean {
  const name = nameOf(`http://${host}`);
  if (name === undefined) return false;
  return (
    isNeverForeign(name) ||
    hosts.includes('*') ||
    hosts.includes(name) ||
    (publicUrl !== undefined && nameOf(publicUrl) === name)
  );
}

/** This machine by name, and addresses in numbers: nobody else can make them lead elsewhere. */
function isNeverForeign(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function mayCall(origin: string, host: string | undefined, { publicUrl, origins }: KnownAddresses): boolean {
  if (origins.includes('*') || origins.includes(origin)) return true;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

function nameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
