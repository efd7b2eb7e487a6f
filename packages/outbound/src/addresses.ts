import ipaddr from 'ipaddr.js';

/** Where addresses of IPv6 that anybody can reach are given out; all else, such as `::127.0.0.1`, is special. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address may be contacted: it is a public one, or in a network of `allowPrivate` (CIDR notation). Private,
 * loopback, link-local, reserved and multicast ones are not, nor those of IPv6 that carry one of IPv4 elsewhere.
 *
 * @throws Error when an entry of `allowPrivate` is not a network.
 */
export function mayContact(address: string, allowPrivate: readonly string[] = []): boolean {
  const networks = allowPrivate.map((network) => ipaddr.parseCIDR(network));
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (ipaddr.subnetMatch(parsed, { allowed: networks }, 'none') === 'allowed') return true;
  if (ipaddr.IPv6.isValid(address) && parsed.kind() === 'ipv4') return false;
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || (parsed instanceof ipaddr.IPv6 && parsed.match(GLOBAL));
}
