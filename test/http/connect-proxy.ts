import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A proxy that takes CONNECT and nothing else. */
export interface ConnectProxy {
  /** `http://127.0.0.1:3128`. */
  readonly url: string;
  /** Unix socket on which it listens, too: a network namespace does not shut that off. */
  readonly socket: string;
  /** Targets of the tunnels so far: `api.github.com:443`. */
  readonly targets: readonly string[];
  close(): Promise<void>;
}

/** Starts one. @param hosts where names lead that only this proxy knows: `host:port` by name */
export async function startProxy(hosts: Readonly<Record<string, string>> = {}): Promise<ConnectProxy> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-proxy-"));
  const socket = join(folder, "socket");
  const targets: string[] = [];
  const servers = [createServer(), createServer()] as const;
  const open = new Set<Socket>();
  for (const server of servers) {
    server.on("connection", (client) => {
      open.add(client.on("error", () => {}).on("close", () => open.delete(client)));
    });
    server.on("connect", ({ url = "" }, client: Socket) => {
      targets.push(url);
      const [host = "", port = ""] = (hosts[url.replace(/:\d+$/, "")] ?? url).split(":");
      const upstream = connect(Number(port), host, () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        client.pipe(upstream).pipe(client);
      });
      upstream.on("error", () => client.destroy());
      client.on("close", () => upstream.destroy());
    });
  }
  const [tcp, unix] = servers;
  await Promise.all([once(tcp.listen(0, "127.0.0.1"), "listening"), once(unix.listen(socket), "listening")]);
  return {
    url: `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`,
    socket,
    targets,
    async close() {
      for (const client of open) client.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      await rm(folder, { recursive: true });
    },
  };
}
