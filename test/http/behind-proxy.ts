import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";

// Runs a command in a network namespace of which nothing leaves but what goes to the proxy: behind-proxy.ts SOCKET COMMAND…
const [socket = "", command = "", ...args] = process.argv.slice(2);

execFileSync("ip", ["link", "set", "lo", "up"]);
const port = 3128;
const entrance = createServer((client) => {
  const proxy = connect(socket);
  client.pipe(proxy).pipe(client);
  for (const end of [client, proxy]) end.on("error", () => [client, proxy].map((each) => each.destroy()));
});
await once(entrance.listen(port, "127.0.0.1"), "listening");

const proxy = `http://127.0.0.1:${port}`;
const child = spawn(command, args, {
  stdio: "inherit",
  env: { ...process.env, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: "unrelated.example" },
});
const [code] = await once(child, "exit");
process.exit(code ?? 1);
