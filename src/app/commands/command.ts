import { maskKeys } from "../../detect/mask-keys.ts";
import { parseTime } from "../../respond/revoke/time.ts";

/** What a person asks of Keyhawk in a comment or with a button of the check run. */
export type Command =
  | {
      readonly type: "revoke";
      /** What names the keys, as it was written; empty for all that the change shows. */
      readonly words: readonly string[];
      /** Until the key expires; 0 deletes it at once; null leaves it to the operator's setting. */
      readonly seconds: number | null;
    }
  | {
      readonly type: "dismiss";
      /** What names the keys, if anything does, and the reason. */
      readonly words: readonly string[];
    }
  | { readonly type: "rescan" }
  | { readonly type: "status" }
  | { readonly type: "help" }
  /** A comment that begins with `/keyhawk` and is no command. */
  | { readonly type: "mistake"; readonly sentence: string };

/** The command in a comment, which is its first line; null when there is none. Never throws. */
export function parseCommand(comment: string): Command | null {
  const [line = ""] = comment.trimStart().split(/\r?\n/, 1);
  const [first = "", name = "help", ...words] = line.trim().split(/\s+/);
  if (first.toLowerCase() !== "/keyhawk") return null;
  switch (name.toLowerCase()) {
    case "revoke":
      return revokeCommand(words);
    case "dismiss":
      return words.length === 0
        ? mistake(
            "`dismiss` needs a reason, for the next person who reads it: `/keyhawk dismiss A key of our own tests`.",
          )
        : { type: "dismiss", words };
    case "rescan":
    case "status":
    case "help":
      return { type: name.toLowerCase() as "rescan" | "status" | "help" };
    default:
      return mistake("There is no such command.");
  }
}

/** `revoke`, `revoke wXyZ`, `revoke in 15m`, `revoke wXyZ now`. */
function revokeCommand(words: readonly string[]): Command {
  if (words.at(-1)?.toLowerCase() === "now") {
    return { type: "revoke", words: words.slice(0, -1), seconds: 0 };
  }
  const at = words.findIndex((word) => word.toLowerCase() === "in");
  if (at === -1) return { type: "revoke", words, seconds: null };
  const seconds = parseTime(words.slice(at + 1).join(""));
  if (seconds === null) return mistake("`in` takes a time from 1s to 365d: `/keyhawk revoke in 15m`.");
  return { type: "revoke", words: words.slice(0, at), seconds };
}

function mistake(sentence: string): Command {
  return { type: "mistake", sentence };
}

/** A key that a command can name. */
export interface NamedKey {
  readonly fingerprint: string;
  readonly masked: string;
}

/** The keys that the first words of a command name, and the words after them. */
export interface Selection<Key> {
  /** All of the keys when no word names one. */
  readonly keys: readonly Key[];
  readonly rest: readonly string[];
  /** A sentence about a word that looks like a key's name and does not name exactly one; null when there is none. */
  readonly mistake: string | null;
}

/**
 * Takes the words off the front that name a key: by its masked form, by the last four characters of that, or by the
 * first digits of its fingerprint.
 */
export function selectKeys<Key extends NamedKey>(keys: readonly Key[], words: readonly string[]): Selection<Key> {
  const selected = new Set<Key>();
  for (const [index, word] of words.entries()) {
    // Someone may paste the key itself.
    const name = maskKeys(word.replaceAll(/[`,]/g, ""));
    const named = keys.filter((key) => isNamed(key, name));
    const [only] = named;
    if (only !== undefined && named.length === 1) {
      selected.add(only);
      continue;
    }
    const which = `\`${name.slice(0, 60)}\``;
    if (named.length > 1) {
      return {
        keys: [],
        rest: [],
        mistake: `${which} fits ${named.length} keys: give the first digits of the fingerprint.`,
      };
    }
    if (looksLikeKey(name)) return { keys: [], rest: [], mistake: `No key of this change is called ${which}.` };
    return { keys: selected.size === 0 ? keys : [...selected], rest: words.slice(index), mistake: null };
  }
  return { keys: selected.size === 0 ? keys : [...selected], rest: [], mistake: null };
}

function isNamed({ fingerprint, masked }: NamedKey, name: string): boolean {
  const [start, end] = name.split(/…|\.\.\./);
  if (start !== undefined && end !== undefined) {
    return end !== "" && masked.startsWith(start) && masked.endsWith(end);
  }
  if (/^[0-9a-f]{6,32}$/i.test(name) && fingerprint.startsWith(name.toLowerCase())) return true;
  return name.length === 4 && masked.endsWith(name);
}

/** True for a word that is meant as a key rather than as part of a sentence. */
function looksLikeKey(word: string): boolean {
  return /…\S|^(?:sk|at|rt)-/.test(word) || /^(?=.*\d)[0-9a-f]{8,32}$/i.test(word);
}
