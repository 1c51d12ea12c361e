import { expect, test } from "vitest";
import { renderCheck } from "../../src/report/formats/check.ts";
import { findingMarker, renderReview } from "../../src/report/formats/review.ts";
import { renderSummary } from "../../src/report/formats/summary.ts";
import { makePlace, makeReport, makeReportedKey } from "./place.ts";

test("an annotation is placed on the key, with columns only within one line", () => {
  const place = makePlace({ path: "app/main.py", line: 9 });
  const split = { ...place, endLine: 11 };
  const { annotations, title } = renderCheck(makeReport([makeReportedKey({}, { headPlaces: [place, split] })]));
  expect(title).toBe("1 OpenAI key leaked in this pull request");
  expect(annotations[0]).toMatchObject({
    path: "app/main.py",
    start_line: 9,
    end_line: 9,
    start_column: place.column,
    end_column: place.endColumn,
    annotation_level: "failure",
  });
  expect(annotations[0]?.title).toContain("sk-proj-…");
  expect(annotations[1]).toMatchObject({ start_line: 9, end_line: 11 });
  expect(annotations[1]).not.toHaveProperty("start_column");
});

test("texts, and keys that are gone from the head, are in the text and have no annotation", () => {
  const message = makePlace({ path: null, address: { type: "commit-message" } });
  const { annotations, text } = renderCheck(
    makeReport([
      makeReportedKey({}, { places: [message], headPlaces: [] }),
      makeReportedKey({ seed: "1", path: "gone.py" }, { headPlaces: [] }),
    ]),
  );
  expect(annotations).toEqual([]);
  expect(text).toContain("the message of commit 1a2b3c4");
  expect(text).toContain("gone.py");
});

test("ignored keys are notices; mistakes in this repository's configuration are warnings on their line", () => {
  const { annotations } = renderCheck(
    makeReport([makeReportedKey({}, { ignored: "a fixture" })], {
      problems: [
        { file: "acme/shop:.github/keyhawk.yml", line: 3, column: 5, field: "limits", message: "No." },
        { file: "acme/.github:.github/keyhawk.yml", line: 1, column: 1, field: "", message: "No." },
      ],
    }),
  );
  expect(annotations.map(({ path, annotation_level, start_line }) => [path, annotation_level, start_line])).toEqual([
    ["app/main.py", "notice", 4],
    [".github/keyhawk.yml", "warning", 3],
  ]);
});

test("every text fits with hundreds of keys in hundreds of places", () => {
  const keys = Array.from({ length: 400 }, (_, index) => {
    const places = Array.from({ length: 5 }, (_, line) =>
      makePlace({ path: `${"ü".repeat(200)}/${index}.py`, line: line + 1 }),
    );
    return makeReportedKey({ seed: `${index}` }, { places, headPlaces: places });
  });
  const report = makeReport(keys);
  const { title, summary, text, annotations } = renderCheck(report);
  expect(title.length).toBeLessThan(255);
  for (const part of [summary, text]) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(65_535);
  expect(annotations.length).toBe(200);
  expect(summary).toContain("1,800 more lines could be annotated; a check shows 200.");
  expect(Buffer.byteLength(renderSummary(report))).toBeLessThanOrEqual(1024 * 1024);
});

test("an incomplete scan without keys says so", () => {
  const report = makeReport([], {
    conclusion: "neutral",
    coverage: {
      documents: 1,
      bytes: 1,
      commits: 1,
      placeholders: 0,
      excluded: 0,
      notScanned: [{ path: "a.bin", commit: null, reason: "not-in-diff", detail: "GitHub left it out" }],
    },
  });
  expect(renderCheck(report).title).toBe("No OpenAI keys in this pull request, but not everything could be scanned");
  expect(renderSummary(report)).toContain("🟠");
  expect(renderSummary(report)).toContain("`a.bin`");
});

test("a review comment is on the line, with a suggestion where one is safe and otherwise a remedy in words", () => {
  const encoded = { path: "k8s/secret.yaml", line: 7, text: "  KEY: KEY", encoding: ["base64" as const] };
  const comments = renderReview(
    makeReport([
      makeReportedKey({ path: "app/main.py", line: 4 }),
      makeReportedKey({ seed: "1", ...encoded }),
      makeReportedKey({ seed: "2" }, { ignored: "a fixture" }),
      makeReportedKey({ seed: "3" }, { headPlaces: [] }),
    ]),
  );
  expect(comments.map(({ path, line, startLine, side }) => [path, line, startLine, side])).toEqual([
    ["app/main.py", 4, null, "RIGHT"],
    ["k8s/secret.yaml", 7, null, "RIGHT"],
  ]);
  expect(comments[0]?.body).toContain('```suggestion\nclient = OpenAI(api_key=os.environ["OPENAI_API_KEY"])\n```');
  expect(comments[0]?.body).toContain("`import os`");
  expect(comments[1]?.body).not.toContain("```suggestion");
  expect(comments[1]?.body).toContain("Kubernetes Secret that is not in git");
  for (const comment of comments) expect(comment.body).toContain(findingMarker(comment.fingerprint));
});

test("a suggestion with backticks has a longer fence", () => {
  const text = 'key = "KEY"  # ```';
  const [comment] = renderReview(makeReport([makeReportedKey({ path: "a.py", text })]));
  expect(comment?.body).toContain('````suggestion\nkey = os.environ["OPENAI_API_KEY"]  # ```\n````');
});
