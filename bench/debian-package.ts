import { spawnSync } from "node:child_process";

/**
 * True when a command works; installs its package with apt-get first where it is missing and this process is root's.
 * Otherwise says in one sentence what is not measured.
 */
export function hasCommand(command: string, { debian, measures }: { debian: string; measures: string }): boolean {
  if (works(command)) return true;
  if (process.getuid?.() === 0 && works("apt-get")) {
    console.error(`Installing ${debian}, which ${measures} is measured against.`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const install = () => spawnSync("apt-get", ["install", "--yes", "--quiet", debian], { stdio: "ignore", env });
    if (install().status !== 0) {
      spawnSync("apt-get", ["update", "--quiet"], { stdio: "ignore", env });
      install();
    }
    if (works(command)) return true;
  }
  console.error(`Not measured: ${measures}. It is measured against ${command}: install ${debian}.`);
  return false;
}

/** Whatever its version option is: a command that starts at all is there. */
function works(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}
