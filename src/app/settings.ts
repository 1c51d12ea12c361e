import { Failure } from "../failure.ts";

/** Reads settings one after the other and gathers what is wrong, so that one message lists everything. */
export interface Settings {
  /** Notes a setting that cannot be used; what needs it is not read afterwards. */
  refuse(name: string, message: string): void;
  /**
   * Reads a value from some variables, and notes the `Failure` that this throws.
   * @param otherwise stands in for a value that cannot be read, so that other settings are checked, too
   */
  read<T>(names: readonly string[], otherwise: T, read: () => T): T;
  /** Throws a `Failure` that lists everything that is wrong. */
  check(): void;
}

/** Starts with no mistakes. */
export function createSettings(): Settings {
  const refused = new Set<string>();
  const messages = new Set<string>();
  return {
    refuse(name, message) {
      refused.add(name);
      messages.add(message);
    },
    read(names, otherwise, read) {
      if (names.some((name) => refused.has(name))) return otherwise;
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        messages.add(error.message);
        return otherwise;
      }
    },
    check() {
      if (messages.size > 0) throw new Failure("configuration", listed([...messages]));
    },
  };
}

function listed(messages: readonly string[]): string {
  if (messages.length === 1) return messages[0] ?? "";
  return [`${messages.length} settings are wrong:`, ...messages.map((message) => `- ${message}`)].join("\n");
}
