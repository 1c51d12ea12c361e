// Makes docs/images/comment.png: the comment of the demo's pull request as a browser shows it.
// Needs Chromium and a font with emoji: CHROMIUM names a browser, else it is looked for, else Debian's is installed.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { tell } from "../demo/run.ts";
import { createTimeline } from "../demo/timeline.ts";

const image = fileURLToPath(new URL("../docs/images/comment.png", import.meta.url));
const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function browser(): string {
  const found = [process.env.CHROMIUM ?? "", ...usual].find((path) => path !== "" && existsSync(path));
  if (found !== undefined) return found;
  try {
    execFileSync("apt-get", ["update"], { stdio: "inherit" });
    execFileSync("apt-get", ["install", "--yes", "chromium", "fonts-noto-color-emoji"], { stdio: "inherit" });
    return "/usr/bin/chromium";
  } catch {
    throw new Error("Chromium is missing and cannot be installed. Install it and set CHROMIUM to its path.");
  }
}

// The seed is fixed, so that the picture changes only when the comment does.
const { world, page } = await tell(
  createTimeline(() => {}),
  "screenshot",
  "leak",
);
try {
  const instance = await chromium.launch({ executablePath: browser(), args: ["--no-sandbox", "--disable-gpu"] });
  const tab = await instance.newPage({ viewport: { width: 860, height: 900 }, deviceScaleFactor: 2 });
  await tab.goto(`${page}/comment-only`);
  await mkdir(new URL("../docs/images/", import.meta.url), { recursive: true });
  await tab.locator("#comment").screenshot({ path: image });
  await instance.close();
  console.log("Wrote docs/images/comment.png");
} finally {
  await world.close();
}
