import { interruptGit } from "../../source/git/running-git.ts";

/**
 * A signal that the first Ctrl-C aborts, so that findings up to then can be reported. It also stops running git
 * processes, which may take long and do not receive Ctrl-C themselves. A second Ctrl-C ends the process immediately.
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
