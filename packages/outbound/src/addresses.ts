import ipaddr from 'ipaddr.js';

/** Where addresses of IPv6 that anybody can reach are given out; all else, such as `::127.0.0.1`, is special. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/** Addresses that share their first bits: one of them, and how many bits that are. */
export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Reads networks in CIDR notation and single addresses, separated by commas: `10.0.0.0/8, ::1`. Blank means none.
 *
 * @throws Error when an entry is neither; the message names it.
 */
export function parseNetworks(text: string): readonly Network[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      if (ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) || ipaddr.IPv6.isValidCIDR(entry))
        return ipaddr.parseCIDR(entry);
      if (!isAddress(entry)) throw new Error(`${JSON.stringify(entry)} is neither an address nor a network.`);
      const address = ipaddr.parse(entry);
      return [address, address.kind() === 'ipv4' ? 32 : 128];
    });
}

/**
 * Whether an address may be contacted: it is a public one, or in a network of `allowPrivate`. Private, loopback,
 * link-local, reserved and multicast ones are not, nor those of IPv6 that carry one of IPv4 elsewhere.
 */
export function mayContact(address: string, allowPrivate: readonly Network[] = []): boolean {
  if (!isAddress(address)) return false;
  const parsed = ipaddr.process(address);
  if (allowPrivate.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits)))
    return true;
  if (ipaddr.IPv6.isValid(address) && parsed.kind() === 'ipv4') return false;
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL);
}

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}
