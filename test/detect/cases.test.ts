import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { casesOf, groups, outcome } from "./case-folder.ts";

describe.each([...groups])("%s", (group) => {
  it.each(casesOf(group))("$name", (one) => {
    const { actual, wanted } = outcome(one, detect);
    expect(actual).toEqual(wanted);
  });
});
