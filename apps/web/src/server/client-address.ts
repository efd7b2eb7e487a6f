import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Stands for the address of a client that nobody we trust tells. */
const UNKNOWN = 'unknown';

/** Headers in which proxies say what they know, and in which anybody may claim anything. */
const FORWARDED = /^(?:forwarded|x-forwarded-.*|x-real-ip)$/;

/** Header that carries the address to the handlers that Next calls. Nobody can guess its name, so no client can send it. */
const CLIENT_ADDRESS_HEADER = `x-client-address-${randomUUID()}`;

/** Tells where requests come from. Addresses are written in one way each; those of IPv4 in their four numbers. */
export interface ClientAddresses {
  /** The client of a request: the other end of its connection, or who stands behind our own proxies there. */
  of(request: IncomingMessage): string;
  /**
   * Prepares a request for Next: it gets to know the client's address, and nothing that proxies or others claim. Next
   * would build addresses of ours from it.
   */
  forwardToNext(request: IncomingMessage): void;
  /**
   * The client of a request that came through Next. Where no server entry of ours runs, there is no connection to ask;
   * when trusted proxies are configured, the nearest of them is taken to be the other end.
   */
  ofHeaders(headers: Headers): string;
}

/** Makes {@link ClientAddresses} for proxies that are trusted: addresses and networks in CIDR notation. */
export function clientAddresses(trustedProxies: readonly string[]): ClientAddresses {
  const networks = trustedProxies.map(networkOf);
  const trusted = (address: Address) => ipaddr.subnetMatch(address, { trusted: networks }) === 'trusted';

  /** Every proxy adds on the right whom it heard from, so only what trusted ones added is worth anything. */
  function behindProxies(nearest: Address | undefined, claims: string[]): string {
    let client = nearest;
    while (client && trusted(client)) {
      const next = parse(claims.pop());
      if (!next) break;
      client = next;
    }
    return client?.toString() ?? UNKNOWN;
  }

  function of({ socket, headers }: IncomingMessage): string {
    if (networks.length === 0) return peerOf(socket);
    return behindProxies(parse(socket.remoteAddress), claimsOf(headers['x-forwarded-for']));
  }

  return {
    of,
    forwardToNext(request) {
      const address = of(request);
      for (const name of Object.keys(request.headers)) if (FORWARDED.test(name)) delete request.headers[name];
      request.headers[CLIENT_ADDRESS_HEADER] = address;
    },
    ofHeaders(headers) {
      const forwarded = headers.get(CLIENT_ADDRESS_HEADER);
      if (forwarded !== null || networks.length === 0) return forwarded ?? UNKNOWN;
      const claims = claimsOf(headers.get('x-forwarded-for'));
      return behindProxies(parse(claims.pop()), claims);
    },
  };
}

type Address = ReturnType<typeof ipaddr.process>;
type Network = ReturnType<typeof ipaddr.parseCIDR>;

function networkOf(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return ipaddr.parseCIDR(`${address}/${address.kind() === 'ipv4' ? 32 : 128}`);
}

function claimsOf(forwardedFor: string | readonly string[] | null | undefined): string[] {
  return forwardedFor ? forwardedFor.toString().split(',') : [];
}

/**
 * The other end of a connection, without parsing, which every request would pay for: the system writes addresses in one
 * way already, but for those of IPv4 on a socket for both families.
 */
function peerOf({ remoteAddress = UNKNOWN }: Socket): string {
  return remoteAddress.startsWith('::ffff:') ? remoteAddress.slice('::ffff:'.length) : remoteAddress;
}

/** Reads an address; one of IPv4 that is written as one of IPv6 (`::ffff:10.0.0.1`) becomes what it is. */
function parse(text: string | undefined): Address | undefined {
  const trimmed = text?.trim() ?? '';
  return isIP(trimmed) === 0 ? undefined : ipaddr.process(trimmed);
}
