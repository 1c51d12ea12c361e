// Checks the alert rules with Prometheus's own tool. Where there is none, it is taken out of Debian's or Ubuntu's package,
// which needs no rights and installs nothing. Where that cannot be had either, only `npm test` has checked the rules.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const rules = resolve(import.meta.dirname, "../deploy/prometheus/alerts.yml");
const folder = mkdtempSync(join(tmpdir(), "keyhawk-promtool-"));
try {
  process.exitCode = check("promtool") ?? check(unpacked()) ?? 0;
} finally {
  rmSync(folder, { recursive: true });
}

/** Exit code of the tool; null when there is no such tool. */
function check(promtool: string | null): number | null {
  if (promtool === null) {
    console.log("promtool is not here and cannot be fetched with apt-get: the alert rules were not checked with it.");
    return null;
  }
  const { error, status } = spawnSync(promtool, ["check", "rules", rules], { stdio: "inherit" });
  return error === undefined ? (status ?? 1) : null;
}

/** Path of the tool from the package; null when it cannot be fetched. */
function unpacked(): string | null {
  const quick = ["--option", "Acquire::Retries=0", "--option", "Acquire::http::Timeout=10"];
  run("apt-get", [...quick, "--quiet", "download", "prometheus"]);
  const name = readdirSync(folder).find((each) => each.endsWith(".deb"));
  if (name === undefined || run("dpkg-deb", ["--extract", name, "."]) !== 0) return null;
  return join(folder, "usr/bin/promtool");
}

function run(command: string, args: readonly string[]): number | null {
  return spawnSync(command, args, { cwd: folder, stdio: "ignore" }).status;
}
