/** The part of `fetch` that Keyhawk uses; a proxied one has it, too. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;
