import { BlockList, isIP } from "node:net";

/**
 * What is not the public internet, or not one host: this network, private, carrier, loopback, link-local (metadata of clouds), protocol
 * assignments, documentation, 6to4 relays, benchmarks, multicast, reserved. Source: IANA's IPv4 special-purpose address registry.
 */
const NOT_PUBLIC_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** The one range of IPv6 that is routed globally: it leaves out mapped IPv4 (::ffff:0:0/96), NAT64 (64:ff9b::/96), fc00::/7, fe80::/10. */
const GLOBAL_IPV6 = ["2000::", 3] as const;
/** Ranges of it that lead back to IPv4, or nowhere: protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_IPV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const notPublic = new BlockList();
for (const [address, prefix] of NOT_PUBLIC_IPV4) notPublic.addSubnet(address, prefix);
for (const [address, prefix] of NOT_PUBLIC_IPV6) notPublic.addSubnet(address, prefix, "ipv6");
const globalIpv6 = new BlockList();
globalIpv6.addSubnet(...GLOBAL_IPV6, "ipv6");

/** Whether an address is one host of the public internet. False for anything that is no address, and for one with a zone. */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%")) return false;
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address);
  return family === 6 && globalIpv6.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}
