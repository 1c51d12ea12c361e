/**
 * A signal that the first Ctrl-C aborts, so that what was found until then can be reported. A second Ctrl-C ends the
 * process at once.
 */
export function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}
