import type { Configuration } from "./configuration.ts";

/** Milliseconds for the answer. */
const patience = 4_000;

/**
 * Asks the App that runs on this machine with the same settings how it is. The exit code is 1 when it does not answer:
 * what it is waiting for, such as its database, is no reason to restart it.
 */
export async function askHealth({
  host,
  port,
}: Pick<Configuration, "host" | "port">): Promise<{ readonly output: string; readonly exitCode: 0 | 1 }> {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const url = `http://${name}:${port}/healthz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    const body = (await response.text()).slice(0, 1_000);
    return { output: `${body}\n`, exitCode: response.ok ? 0 : 1 };
  } catch {
    return { output: `Nothing answers at ${url}.\n`, exitCode: 1 };
  }
}
