import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

const inner = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inner.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  inner.addSubnet(network, bits, "ipv6");
}

/**
 * The address of an inner network to which a URL leads, also by its name: loopback, private, shared or link-local; null
 * when it leads to none. A URL that names this machine (`localhost`, `127.0.0.1`, `[::1]`) says so itself, and is not
 * counted. Neither is a name that cannot be resolved here: a proxy may know it, and otherwise the request fails.
 */
export async function innerAddress({ hostname }: URL): Promise<string | null> {
  if (/^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname)) return null;
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  return addresses.find(({ address }) => isInner(address))?.address ?? null;
}

function isInner(address: string): boolean {
  // An address of IPv4 within one of IPv6 is checked as one of IPv4, too.
  return inner.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
