import type { Credential } from "../../detect/credential.ts";
import { detect } from "../../detect/detect.ts";
import { Failure } from "../../failure.ts";
import type { Terminal } from "../terminal.ts";

/** A file with one key is far smaller. */
const mostBytes = 1024 * 1024;

/** The one key on standard input. Throws a `Failure` when there is none, or more than one. */
export async function readKey({ stdin }: Pick<Terminal, "stdin">): Promise<Credential> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > mostBytes) throw new Failure("usage", "Standard input is longer than 1 MiB: send the key alone.");
    chunks.push(bytes);
  }
  const { detections } = detect(Buffer.concat(chunks));
  const keys = new Map(detections.map(({ credential }) => [credential.fingerprint, credential]));
  const [key] = keys.values();
  if (key === undefined) throw new Failure("usage", "There is no OpenAI key on standard input.");
  if (keys.size > 1) {
    throw new Failure("usage", `There are ${keys.size} keys on standard input: send one at a time.`);
  }
  return key;
}
