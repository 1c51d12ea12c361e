import { expect, test } from "vitest";
import { endWith, expectTimeout, expectUnchanged, useReading } from "../change/reading.ts";
import type { BadAnswer } from "./bad-answer.ts";
import { connectionFailures, hangs, unusableAnswers } from "./bad-answers.ts";

const reading = useReading();
const broken: Readonly<Record<string, BadAnswer>> = { ...unusableAnswers, ...connectionFailures };

test.each(Object.entries(broken))("%s, once on each route that reads, changes nothing in the result", (_, bad) =>
  expectUnchanged(reading(), bad),
);

test("responses that stay unusable end in an error message or a line in coverage, whatever the route", async () => {
  const kinds = Object.values(broken);
  const ends: string[] = [];
  for (const [number, route] of reading().routes.entries()) {
    ends.push(await endWith(reading(), route, kinds[number % kinds.length] ?? {}));
  }
  expect(ends).toContain("no-answer");
});

test.each(Object.entries(hangs))("%s times out, and what was not read is listed in coverage", (_, bad) =>
  expectTimeout(reading(), bad),
);
