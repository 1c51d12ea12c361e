import { nodeRefusal, oldestNode } from "./node-version.ts";

/**
 * Starts a command in this process. Whatever the command needs is loaded only after the check of Node's version: on an
 * older Node it may not even parse. Like `node-version.ts`, this file uses no syntax younger than Node 12.
 * @param name of the command, for its messages
 * @param load loads the module that runs the command and sets the exit code
 */
export function enterCommand(name: string, load: () => Promise<{ start(process: NodeJS.Process): unknown }>): void {
  const end = (sentence: string, exitCode: number) => {
    process.exitCode = exitCode;
    process.stderr.write(`${name}: ${sentence}\n`);
  };
  const refusal = nodeRefusal(process.versions.node, oldestNode);
  if (refusal !== null) {
    end(refusal, 2);
    return;
  }
  // Loading fails when a file of the installation is missing or damaged.
  load().then(
    ({ start }) => start(process),
    (error: Error) => end(`This is a defect of Keyhawk, or of its installation: ${error.stack}`, 70),
  );
}
