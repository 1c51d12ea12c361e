import { createHash } from "node:crypto";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { parseState, renderState } from "../../src/report/comment-state.ts";
import { commentMarker, renderComment } from "../../src/report/formats/comment.ts";
import type { KeyReport } from "../../src/report/key-report.ts";
import { makePlace, makeReport, makeReportedKey } from "./place.ts";

const at = "2026-11-23T14:02:00Z";
const seal = { secret: "a secret of the operator", subject: "acme/shop#7" };
const revoked = { result: "revoked", message: "Deleted in project web", at } as const;

/** What people see, without comments and links. */
function visible(body: string): string {
  return body.replace(/<!--.*?-->/gs, "");
}

describe("what the comment says", () => {
  test("names the key, what it can do, where it is and what to do, in this order", () => {
    const body = renderComment(makeReport([makeReportedKey({ path: "app/summarise.py", line: 7 })]));
    const parts = [
      "🔴 1 OpenAI key leaked in this pull request",
      "`sk-proj-…",
      "OpenAI project key",
      "spend its budget",
      "🔴 Not revoked",
      "/blob/1a2b3c4d5e6f708192a3b4c5d6e7f80911223344/app/summarise.py#L7",
      "1. **Revoke**",
      "https://platform.openai.com/api-keys",
      "2. **Replace**",
      "3. **Store**",
      "4. **Leave the history**",
      "Scanned 3 documents (12 kB) of 2 commits",
    ];
    let from = 0;
    for (const part of parts) {
      const found = body.indexOf(part, from);
      expect(found, part).toBeGreaterThanOrEqual(from);
      from = found;
    }
  });

  test("names an expiry and the reason why a key is left to a person, but in a public repository neither, also not in its state", () => {
    const keys = [
      makeReportedKey({}, { response: { result: "expiring", message: "It expires at noon.", at } }),
      makeReportedKey({ seed: "1" }, { response: { result: "by-hand", message: "OpenAI accepts it.", at } }),
    ];
    const report = makeReport(keys);
    expect(renderComment(report)).toMatch(/Given an expiry at .*noon.*leaves it to a person: `OpenAI accepts it/s);
    const open = renderComment({ ...report, change: { ...report.change, visibility: "public" } }, seal);
    expect(open).toMatch(/Revocation asked for at .*leaves it to a person$/ms);
    expect(open).not.toContain("OpenAI accepts it");
    expect(parseState(open, seal).map(({ response }) => response)).toEqual([
      { result: "pending", message: null, at },
      { result: "by-hand", message: null, at },
    ]);
  });

  test("the most severe comes first as the report gives it, and the count is in the headline", () => {
    const body = renderComment(
      makeReport([makeReportedKey({ kind: "openai-admin-key" }), makeReportedKey({ kind: "openai-realtime-secret" })]),
    );
    expect(body).toContain("2 OpenAI keys leaked");
    expect(body.indexOf("OpenAI admin key")).toBeLessThan(body.indexOf("Realtime client secret"));
    expect(body).toContain("https://platform.openai.com/settings/organization/admin-keys");
  });

  test("a workflow is first advised to do without a key, and other places to their store's command", () => {
    const workflow = renderComment(makeReport([makeReportedKey({ path: ".github/workflows/ci.yml" })]));
    const parts = ["workload identity federation", "id-token: write", "serviceAccountId", "gh secret set"];
    const found = parts.map((part) => workflow.indexOf(part));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    const manifest = renderComment(makeReport([makeReportedKey({ path: "k8s/secret.yaml" })]));
    expect(manifest).toContain("kubectl create secret generic openai --from-file=api-key=/dev/stdin");
  });

  test("a key that is gone from the head stays red, and the comment says that the history has it", () => {
    const key = makeReportedKey({ path: "scripts/try.sh" }, { headPlaces: [] });
    const body = renderComment(makeReport([key]));
    expect(body).toContain("🔴");
    expect(body).toContain("gone from the newest commit, but still in the history");
    expect(body).toContain("The check stays red until then.");
    expect(body).not.toContain("**Replace**");
  });

  test("a key that a force-push removed from the commits stays, with the reason", () => {
    const body = renderComment(makeReport([makeReportedKey({}, { headPlaces: [], earlier: true })]));
    expect(body).toContain("in no commit of this pull request any more");
    expect(body).toContain("A force-push hides a commit");
  });

  test("a dead key in the code is orange: take it out, nothing to revoke", () => {
    const body = renderComment(makeReport([makeReportedKey({}, { response: revoked })]));
    expect(body).toContain("## 🟠 The leaked OpenAI key is revoked, and still in the code");
    expect(body).toContain("🟢 Revoked at 2026-11-23 14:02 UTC: `Deleted in project web`");
    expect(body).not.toContain("**Revoke**");
    expect(body).toContain("**Leave the history** as it is");
  });

  test("once every key is resolved, the comment is a calm version of itself", () => {
    const body = renderComment(
      makeReport(
        [
          makeReportedKey({}, { headPlaces: [], response: revoked }),
          makeReportedKey({ seed: "1" }, { ignored: "a fixture" }),
        ],
        {
          conclusion: "success",
        },
      ),
    );
    expect(body).toContain("## 🟢 The leaked OpenAI key is revoked and out of the code");
    expect(body).toContain("Nothing is left to do here.");
    expect(body).toContain("⚪ Ignored by the configuration: `a fixture`");
    expect(visible(body)).not.toMatch(/🔴|What to do now|Not a real key/);
  });

  test("an encoded key names its encoding, and the suggested store fits its place", () => {
    const body = renderComment(
      makeReport([makeReportedKey({ path: "deploy/secret.yaml", text: "  API_KEY: KEY", encoding: ["base64"] })]),
    );
    expect(body).toContain("encoded in base64");
    expect(body).toContain("secretKeyRef");
  });

  test("texts are named in words and linked where possible", () => {
    const title = makePlace({ path: null, address: { type: "pull-request-title", commit: null } });
    const message = makePlace({ path: null, address: { type: "commit-message", commit: "f".repeat(40) } });
    const body = renderComment(makeReport([makeReportedKey({}, { places: [title, message], headPlaces: [title] })]));
    expect(body).toContain("[the title of this pull request](https://github.com/acme/shop/pull/7)");
    expect(body).toContain(`[the message of commit fffffff](https://github.com/acme/shop/commit/${"f".repeat(40)})`);
    expect(body).toContain("**Edit** the title.");
  });

  test("every answer of the hook is described correctly", () => {
    const said = (result: NonNullable<KeyReport["response"]>["result"]) =>
      renderComment(makeReport([makeReportedKey({}, { response: { result, message: null, at } })]));
    expect(said("pending")).toContain("🟠 Revocation asked for");
    expect(said("already-revoked")).toContain("🟢 Was already revoked");
    expect(said("not-ours")).toContain("belongs to another organisation");
    expect(said("manual")).toContain("leaves it to a person");
    expect(said("failed")).toContain("🔴 Not revoked: the revocation hook failed");
  });

  test("what was not scanned is counted by reason, mistakes in the configuration are listed", () => {
    const notScanned = [1, 2, 3].map((n) => ({
      path: `big${n}.bin`,
      commit: null,
      reason: "too-large" as const,
      detail: "60 MB",
    }));
    const body = renderComment(
      makeReport([makeReportedKey()], {
        coverage: { documents: 1, bytes: 1, commits: 1, placeholders: 0, excluded: 0, notScanned },
        problems: [
          {
            file: "acme/shop:.github/keyhawk.yml",
            line: 2,
            column: 1,
            field: "fail-on",
            message: "`fail-on` must be one of `found`.",
          },
        ],
      }),
    );
    expect(body).toContain("Not scanned: 3 items</b> (3 above the size limit)");
    expect(body).toContain("`acme/shop:.github/keyhawk.yml` line 2 (`fail-on`)");
  });

  test("unresolved keys that the configuration tolerates are not called green", () => {
    const body = renderComment(makeReport([makeReportedKey()], { conclusion: "success" }));
    expect(body).toContain("🔴");
    expect(body).toContain("The check is not red, because the configuration");
  });
});

describe("what comes from the change stays text", () => {
  const hostile = [
    ["code and a link", "a`b`` c](https://evil.example) [x"],
    ["an image in HTML", "<img src=x onerror=alert(1)>"],
    ["mentions, issues and an address", "@everyone #1 GH-1 acme/shop#2 https://evil.example"],
    ["line breaks and a workflow command", "line\nbreak\r::error::x"],
    ["a state of another comment", "--> <!-- keyhawk:state AAAA -->"],
    ["a change of the direction of text", "\u202egnp.exe\u2066"],
    ["cells of a table", "| a | b |\\| c"],
    ["the end of a fold", "</summary></details> ***"],
  ] as const;

  test.each(hostile)("shows %s literally as a path, message, detail and file of a mistake", (_, text) => {
    const key = makeReportedKey({ path: text }, { response: { result: "manual", message: text, at } });
    const many = Array.from({ length: 25 }, (_, index) =>
      makeReportedKey({ seed: `${index}`, path: `${text}${index}` }),
    );
    const body = renderComment(
      makeReport([key, ...many], {
        coverage: {
          documents: 1,
          bytes: 1,
          commits: 1,
          placeholders: 0,
          excluded: 0,
          notScanned: [{ path: text, commit: null, reason: "unreadable", detail: text }],
        },
        problems: [{ file: text, line: 1, column: 1, field: text, message: text }],
      }),
    );
    const html = new MarkdownIt({ html: true, linkify: true }).render(body);
    const outside = html.replace(/<code>.*?<\/code>|<pre>.*?<\/pre>| href="[^"]*"/gs, "");
    expect(outside).not.toMatch(/<img|onerror|@everyone|#1\b|GH-1|::error|gnp/);
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => new URL(match[1] ?? "").hostname)).not.toContain(
      "evil.example",
    );
    expect(body).not.toMatch(/[\u202e\u2066\r]/);
    // There is one state, and Keyhawk wrote it.
    expect(parseState(body, null).map((item) => item.fingerprint)).toContain(key.fingerprint);
    expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
  });
});

describe("bounds", () => {
  test.each([1, 21, 150, 800])("%i keys with long names fit, and none is silently left out", (total) => {
    const keys = Array.from({ length: total }, (_, index) => {
      const place = makePlace({ path: `${"ö|`/".repeat(300)}${index}.py` });
      const places = Array.from({ length: 30 }, (_, line) => ({ ...place, line: line + 1 }));
      return makeReportedKey(
        { seed: `${index}` },
        { places, headPlaces: places, response: { result: "manual", message: "✋".repeat(5_000), at } },
      );
    });
    const body = renderComment(makeReport(keys));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_535);
    expect(body.startsWith(commentMarker)).toBe(true);
    expect(body).toContain(`${total} OpenAI key`);
    const named =
      (body.match(/`sk-proj-…/g)?.length ?? 0) + Number(/And (\d+) more keys?, not listed/.exec(body)?.[1] ?? 0);
    expect(named).toBe(total);
    expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length);
    expect((body.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
    expect(parseState(body, null).length).toBeGreaterThan(Math.min(total, 200) - 1);
  });

  test("the same report gives the same text", () => {
    const report = makeReport([makeReportedKey()]);
    expect(renderComment(report)).toBe(renderComment(structuredClone(report)));
  });
});

describe("the state", () => {
  test("restores what matters, without excerpts", () => {
    const key = makeReportedKey({ path: "a/b.py", line: 12 }, { response: revoked });
    const [back] = parseState(renderComment(makeReport([key]), seal), seal);
    expect(back).toMatchObject({
      fingerprint: key.fingerprint,
      kind: key.kind,
      masked: key.masked,
      severity: "critical",
      response: revoked,
      earlier: true,
      headPlaces: [],
    });
    expect(back?.places[0]).toMatchObject({ address: { path: "a/b.py", type: "patch" }, line: 12 });
    expect(JSON.stringify(back)).not.toContain("OpenAI(");
  });

  test("stays within its size limit, and drops the least severe keys first", () => {
    const prints = Array.from({ length: 1_000 }, (_, index) => createHash("md5").update(`${index}`).digest("hex"));
    const keys = prints.map((fingerprint) => ({ ...makeReportedKey(), fingerprint }));
    const text = renderState(keys, seal);
    expect(text.length).toBeLessThanOrEqual(16_000);
    const remembered = parseState(text, seal).map(({ fingerprint }) => fingerprint);
    expect(remembered.length).toBeGreaterThan(100);
    expect(remembered).toEqual(prints.slice(0, remembered.length));
  });

  test.each([
    ["no text", ""],
    ["no state", "hello"],
    ["invalid base64", "<!-- keyhawk:state AAAA -->"],
    ["a truncated state", renderComment(makeReport([makeReportedKey()])).replace(/.{20} -->\s*$/, " -->")],
  ])("a comment with %s yields an empty state", (_, body) => {
    expect(parseState(body, null)).toEqual([]);
  });
});
