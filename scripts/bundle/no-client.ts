// Stands in for what @actions/github makes a client of its own from, at load. The step takes only the event from it, and
// its client is that of the App and the command line; undici is loaded where a proxy needs it.

export class HttpClient {
  getAgent(): undefined {
    return undefined;
  }

  getAgentDispatcher(): undefined {
    return undefined;
  }
}

export const fetch = globalThis.fetch;

export function restEndpointMethods(): Record<string, never> {
  return {};
}
