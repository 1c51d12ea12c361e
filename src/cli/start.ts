import { writeSync } from "node:fs";
import { defectCode, defectSentence, earlyEndSentence } from "./defect.ts";
import { run } from "./run.ts";
import { say } from "./terminal.ts";

/**
 * Runs the command line of a process and sets its exit code. Until the command has ended, whatever ends the process
 * counts as a defect of Keyhawk, so that no hook takes a crash for a pass.
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
      // Standard error takes nothing: the exit code says it.
    }
  });
  self.exitCode = await run(self.argv.slice(2), self);
  hasEnded = true;
}
