/** The exit code for a defect of Keyhawk: EX_SOFTWARE of sysexits.h, which no shell and no other outcome uses. */
export const defectCode = 70;

const begin = "This is a defect of Keyhawk, please report it: ";

/**
 * What is printed for an error that nothing expected, its keys masked. Where masking fails as well, only where it
 * happened: the message may hold a key. Loads the detector, so it is asynchronous; never rejects.
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
