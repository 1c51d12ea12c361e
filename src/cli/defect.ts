/** The exit code for a defect of Keyhawk: EX_SOFTWARE of sysexits.h, which no shell and no other outcome uses. */
export const defectCode = 70;

const begin = "This is a defect of Keyhawk, please report it: ";

/**
 * The output for an unexpected error, with keys masked. If masking fails as well, it contains only where the error
 * occurred, since the message may contain a key. Asynchronous because it loads the detector; never rejects.
 */
export async function defectSentence(error: unknown): Promise<string> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    const { maskKeys } = await import("../detect/mask-keys.ts");
    return `${begin}${maskKeys(text)}`;
  } catch {
    const places = text.split("\n").filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
    return [`${begin}an error whose message cannot be shown.`, ...places].join("\n");
  }
}

/** What is printed when the process ends on its own while the command is still waiting for something. */
export const earlyEndSentence = `${begin}the command ended before it was done.`;
