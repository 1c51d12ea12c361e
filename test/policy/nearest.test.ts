import { expect, test } from "vitest";
import { nearest } from "../../src/policy/nearest.ts";

test.each([
  ["a short word is corrected by one letter", "liv", "live"],
  ["a short word that differs by two letters means nothing", "lo", "live"],
  ["a word of three letters may differ by one", "axc", "abc"],
  ["a word of five letters may differ by one", "axcde", "abcde"],
  ["a word of five letters that differs by two means nothing", "axcxe", "abcde"],
  ["a word of six letters may differ by two", "axcxef", "abcdef"],
  ["a word of six letters that differs by three means nothing", "axcxex", "abcdef"],
  ["a word of nine letters may differ by three", "axcxexghi", "abcdefghi"],
  ["a word of nine letters that differs by four means nothing", "axcxexgxi", "abcdefghi"],
])("%s", (title, word, candidate) => {
  expect(nearest(word, [candidate])).toBe(title.endsWith("nothing") ? null : candidate);
});

test("dashes, underscores, blanks and case do not count as differences", () => {
  expect(nearest("Fail_On", ["fail-severity", "fail-on"])).toBe("fail-on");
});

test("of several candidates the nearest is meant, and of equally near ones the first", () => {
  expect(nearest("abcdef", ["abxxef", "abcdex"])).toBe("abcdex");
  expect(nearest("bat", ["cat", "rat"])).toBe("cat");
});
