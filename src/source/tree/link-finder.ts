import { sep } from "node:path";
import { kindOf } from "./walk.ts";

/**
 * Finds, for names below a folder, the topmost folder above each that is a symbolic link; null for none. A listing takes
 * one look at each folder: the name of a file says nothing about the folders above it, and opening it follows them.
 */
export function linkFinder(folder: string): (name: string | Buffer) => string | Buffer | null {
  const texts = finder((inner) => `${folder}${sep}${inner}`);
  // One character for each byte, so that names that are not UTF-8 are handled as text, too.
  const bytes = finder((inner) => Buffer.concat([Buffer.from(`${folder}${sep}`), Buffer.from(inner, "latin1")]));
  return (name) => {
    if (typeof name === "string") return texts(name);
    const link = bytes(name.toString("latin1"));
    return link === null ? null : Buffer.from(link, "latin1");
  };
}

function finder(fullName: (inner: string) => string | Buffer): (name: string) => string | null {
  const known = new Map<string, string | null>([["", null]]);
  // Files of one folder are listed together.
  let last = "";
  let lastLink: string | null = null;
  const linkOf = (inner: string): string | null => {
    let link = known.get(inner);
    if (link === undefined) {
      link = linkOf(inner.slice(0, Math.max(0, inner.lastIndexOf("/"))));
      if (link === null && kindOf(fullName(inner)) === "link") link = inner;
      known.set(inner, link);
    }
    return link;
  };
  return (name) => {
    const end = Math.max(0, name.lastIndexOf("/"));
    if (end !== last.length || !name.startsWith(last)) {
      last = name.slice(0, end);
      lastLink = linkOf(last);
    }
    return lastLink;
  };
}
