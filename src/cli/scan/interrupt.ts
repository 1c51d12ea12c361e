import { interruptGit } from "../../source/git/git.ts";

/**
 * A signal that the first Ctrl-C aborts, so that what was found until then can be reported; what git is doing ends,
 * too, for it may take long and does not hear the key itself. A second Ctrl-C ends the process at once.
 */
export function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    interruptGit();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}
