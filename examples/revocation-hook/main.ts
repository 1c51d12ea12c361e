import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import { openReceipts } from "./receipts.ts";
import { createReceiver } from "./receiver.ts";

const { KEYHAWK_HOOK_SECRET: secret, OPENAI_ADMIN_KEY: adminAPIKey, OPENAI_BASE_URL: baseURL } = process.env;

if (!secret) {
  console.error("Set KEYHAWK_HOOK_SECRET to the secret that Keyhawk signs with: whsec_ and base64.");
  process.exit(2);
}

// Keyhawk waits 30 seconds for an answer.
const options = { adminAPIKey, timeout: 8_000, maxRetries: 1, ...(baseURL ? { baseURL } : {}) };

const server = createReceiver({
  secret,
  client: adminAPIKey ? new OpenAI(options) : null,
  receipts: openReceipts(process.env.RECEIPTS || "receipts.json"),
  log: (line) => console.log(line),
});

server.listen(Number(process.env.PORT || 8080), process.env.HOST || "127.0.0.1", () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`The revocation hook listens at http://${address}:${port}/`);
  if (!adminAPIKey) console.log("OPENAI_ADMIN_KEY is not set: every key is left to people.");
});

for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => server.close());
