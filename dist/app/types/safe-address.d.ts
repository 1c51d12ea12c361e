/**
 * True where a credential may be sent: over https, or over http to this machine, where nobody listens on the way.
 * Addresses of this machine are `localhost`, `[::1]`, and 127.0.0.0/8.
 */
export declare function isSafeAddress({ protocol, hostname }: URL): boolean;
