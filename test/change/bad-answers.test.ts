import { expect, test } from "vitest";
import { connectionFailures, hangs, unusableAnswers } from "../faults/bad-answers.ts";
import { blobRoute, endWith, expectTimeout, expectUnchanged, useReading } from "./reading.ts";

const reading = useReading();

test("an unusable answer, once on each route that reads, changes nothing in the result", () =>
  expectUnchanged(reading(), unusableAnswers["JSON of another form"]));

test("a failure of the connection, once on each route that reads, changes nothing in the result", () =>
  expectUnchanged(reading(), connectionFailures["a reset connection"]));

test("a response that stays unusable is listed in coverage", async () => {
  expect(await endWith(reading(), blobRoute, unusableAnswers["JSON that ends in the middle"])).toBe("no-answer");
});

test("silence times out, and what was not read is listed in coverage", () =>
  expectTimeout(reading(), hangs["silence before the first byte"]));
