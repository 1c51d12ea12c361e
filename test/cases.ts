import { type KindId, kinds } from "../src/detect/kind.ts";
import { type ChainedEncoding, encoders, escapeAll } from "./detect/encode.ts";
import { makeKey, randomText, watermark } from "./keys.ts";

/**
 * Expands a template to the bytes it stands for, so that no key need be written down.
 *
 * | written | stands for |
 * |---|---|
 * | `{{openai-project-key:7}}` | the key of that kind made from the seed `7`; `{{openai-project-key/58:7}}` with segments of 58 |
 * | `{{base64:…}}` | what is between, encoded; any encoding's name; `{{base64/1:…}}` picks the encoder's variant (padding, columns, joint) |
 * | `{{letters/20:a}}`, `{{url/74:a}}`, `{{hexdigits/32:a}}` | random characters of that alphabet from the seed `a` |
 * | `{{half/1:openai-user-key:7}}`, `{{half/2:openai-user-key:7}}` | that key's first and second half, cut within the watermark or near it |
 * | `{{escape-all/2:…}}` | what is between with every letter escaped, in one of the ways of `escapeAll` |
 * | `{{watermark}}` | the watermark alone |
 * | `{{byte:ff}}` | one byte |
 *
 * Encodings nest: `{{base64:{{percent:{{openai-user-key:1}}}}}}`.
 */
export function expand(template: string): Buffer {
  return Buffer.from(expandText(Buffer.from(template, "utf8").toString("latin1")), "latin1");
}

/** The key that `kind:seed` or `kind/segment:seed` stands for. */
export function keyOf(reference: string): string {
  const [, kind = "", segment, seed = ""] = /^([a-z-]+)(?:\/(\d+))?:(.*)$/.exec(reference) ?? [];
  if (!isKind(kind)) throw new Error(`No kind is called "${kind}".`);
  return makeKey(kind, seed, segment === undefined ? {} : { segment: Number(segment) });
}

function halfOf(key: string, number: number): string {
  const middle = Math.floor(key.length / 2);
  return number === 1 ? key.slice(0, middle) : key.slice(middle);
}

function isKind(name: string): name is KindId {
  return Object.hasOwn(kinds, name);
}

function isEncoding(name: string): name is ChainedEncoding {
  return Object.hasOwn(encoders, name);
}

function expandText(template: string): string {
  let out = "";
  for (let at = 0; at < template.length; ) {
    const open = template.indexOf("{{", at);
    if (open < 0) return out + template.slice(at);
    const close = closing(template, open);
    out += template.slice(at, open) + placeholder(template.slice(open + 2, close));
    at = close + 2;
  }
  return out;
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length - 1; at++) {
    const pair = template.slice(at, at + 2);
    if (pair === "{{") {
      depth++;
      at++;
    } else if (pair === "}}") {
      depth--;
      if (depth === 0) return at;
      at++;
    }
  }
  throw new Error(`"${template.slice(open, open + 30)}" is not closed.`);
}

function placeholder(content: string): string {
  if (content === "watermark") return watermark;
  const [, name = "", number, body = ""] = /^([a-z0-9-]+)(?:\/(\d+))?:([\s\S]*)$/.exec(content) ?? [];
  if (isKind(name)) return keyOf(content);
  if (isEncoding(name)) return encoders[name](expandText(body), Number(number ?? 0));
  if (name === "escape-all") return escapeAll(expandText(body), Number(number));
  if (name === "half") return halfOf(keyOf(body), Number(number));
  if (name === "letters") return randomText(body, Number(number), "letters");
  if (name === "url") return randomText(body, Number(number), "url");
  if (name === "hexdigits") return randomText(body, Number(number), "hex");
  if (name === "byte") return String.fromCharCode(Number.parseInt(body, 16));
  throw new Error(`"{{${content.slice(0, 40)}}}" stands for nothing.`);
}
