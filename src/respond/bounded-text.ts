/** The body of a response as text; empty when it is longer than `mostBytes`. Rejects when the connection breaks. */
export async function readBoundedText(response: Response, mostBytes: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (length > mostBytes) return "";
  }
  return Buffer.concat(chunks).toString("utf8");
}
