// The whole product on this machine, end to end: `npm run demo`, or `npm run demo -- --keep` to look at it afterwards.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { parseArgs, styleText } from "node:util";
import { tell } from "./run.ts";
import { createTimeline } from "./timeline.ts";

const { values } = parseArgs({
  options: {
    keep: { type: "boolean", default: false },
    // Makes the keys; a test that searches for them sets it.
    seed: { type: "string", default: randomUUID() },
  },
});

try {
  const begun = performance.now();
  const { world, page } = await tell(createTimeline(), values.seed, "fix");
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`\n${styleText("green", "✓")} Every step happened, in ${seconds} s.`);
  if (values.keep) {
    console.log(
      `\nEverything goes on running. The pull request: ${styleText("underline", page)}\nPress Ctrl+C to end it.`,
    );
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  } else {
    console.log(`To look at the pull request in a browser: npm run demo -- --keep`);
  }
  await world.close();
} catch (error) {
  console.error(`\n${styleText("red", "✗")} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
