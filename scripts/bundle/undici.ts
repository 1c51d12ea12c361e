// Stands in for undici in the step's bundle. Node has undici inside, already compiled; only its proxy agent is missing
// there, and runs behind a proxy load the whole package for it.

interface ProxyOptions {
  readonly uri: string;
  readonly token?: string;
}

/** A proxy to go through, made real at the first request. */
export class ProxyAgent {
  readonly options: ProxyOptions;

  constructor(options: ProxyOptions) {
    this.options = options;
  }
}

type RealAgent = InstanceType<typeof import("undici")["ProxyAgent"]>;

const agents = new WeakMap<ProxyAgent, RealAgent>();

/** Node's own `fetch`, or undici's where a proxy stands between. */
export async function fetch(
  url: string,
  { dispatcher, ...options }: RequestInit & { dispatcher?: ProxyAgent | undefined } = {},
): Promise<unknown> {
  if (dispatcher === undefined) return globalThis.fetch(url, options);
  const { default: undici } = await import("undici");
  const agent = agents.get(dispatcher) ?? new undici.ProxyAgent(dispatcher.options);
  agents.set(dispatcher, agent);
  return undici.fetch(url, { ...(options as import("undici").RequestInit), dispatcher: agent });
}
