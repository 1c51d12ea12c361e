import { writeSync } from "node:fs";
import { defectCode, defectSentence, earlyEndSentence } from "./defect.ts";
import { run } from "./run.ts";
import { say } from "./terminal.ts";

/**
 * Runs the command line of a process and sets its exit code. If the process ends before the command does, the exit code
 * is that of a defect, so that a hook never takes a crash for a pass.
 */
export async function start(self: NodeJS.Process): Promise<void> {
  let hasEnded = false;
  self.on("uncaughtException", async (error) => {
    await say(self, await defectSentence(error));
    hasEnded = true;
    self.exit(defectCode);
  });
  self.once("exit", (code) => {
    if (hasEnded || code !== 0) return;
    self.exitCode = defectCode;
    try {
      writeSync(self.stderr.fd, `keyhawk: ${earlyEndSentence}\n`);
    } catch {
      // Standard error cannot be written; the exit code still reports the failure.
    }
  });
  self.exitCode = await run(self.argv.slice(2), self);
  hasEnded = true;
}
