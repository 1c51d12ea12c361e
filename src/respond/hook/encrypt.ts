import { FlattenedEncrypt } from "jose";
import type { Recipient } from "./recipient.ts";

/** A body encrypted to a recipient: JSON Web Encryption (RFC 7516) in its flattened JSON form, so that it remains JSON. */
export async function encryptBody(body: string, { key, algorithm, id }: Recipient): Promise<string> {
  const header = { alg: algorithm, enc: "A256GCM", cty: "json", ...(id === null ? {} : { kid: id }) };
  const encrypted = new FlattenedEncrypt(new TextEncoder().encode(body)).setProtectedHeader(header);
  return JSON.stringify(await encrypted.encrypt(key));
}
