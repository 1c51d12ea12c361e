/** How git reaches a server. */
export interface GitAccess {
  /** Password of the user `x-access-token`, as GitHub takes an installation's token; null for public repositories. */
  readonly token: string | null;
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the operator. */
  readonly proxy: Readonly<Record<string, string | undefined>>;
}

/** What of this process's environment git needs. It holds the App's secrets, too, which no other program needs. */
const inherited = [
  ...["PATH", "TMPDIR", "SystemRoot", "GIT_EXEC_PATH"],
  ...["GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "SSL_CERT_FILE", "SSL_CERT_DIR"],
];

/** Settings of a git that copies from a server and does nothing else. */
const settings: readonly (readonly [key: string, value: string])[] = [
  // The token goes to the address that was named, and to no other.
  ["http.followRedirects", "false"],
  ["http.lowSpeedLimit", "1000"],
  ["http.lowSpeedTime", "60"],
  ["fetch.recurseSubmodules", "false"],
  // Every copy is one pack, which is read faster than loose objects.
  ["fetch.unpackLimit", "1"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["pack.threads", "1"],
  ["transfer.fsckObjects", "false"],
];

/**
 * The environment of a git that copies from `url`. The token is in a variable: a command line can be read by every user
 * of a machine, and a file may be left behind.
 */
export function networkEnvironment(url: string, { token, proxy }: GitAccess): NodeJS.ProcessEnv {
  const all = token === null ? settings : [...settings, [`http.${new URL("/", url).href}.extraHeader`, bearer(token)]];
  const configured = all.flatMap(([key = "", value = ""], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    ...Object.fromEntries(Object.entries(proxy).map(([name, value]) => [name.toLowerCase(), value])),
    ...{ LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_GLOBAL: "/dev/null", GIT_ALLOW_PROTOCOL: "http:https" },
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(configured),
  };
}

function bearer(token: string): string {
  return `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
}
