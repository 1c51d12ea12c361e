/**
 * True where a credential may be sent: over https, or over http to this machine, where nobody listens on the way.
 * Addresses of this machine are `localhost`, `[::1]`, and 127.0.0.0/8.
 */
export function isSafeAddress({ protocol, hostname }: URL): boolean {
  if (protocol === "https:") return true;
  return (
    protocol === "http:" && (hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname))
  );
}
