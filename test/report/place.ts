import { Credential } from "../../src/detect/credential.ts";
import type { Encoding } from "../../src/detect/detection.ts";
import { type KindId, kinds } from "../../src/detect/kind.ts";
import type { ChangeReport } from "../../src/report/change-report.ts";
import type { KeyReport, Place } from "../../src/report/key-report.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";
import { type Address, address } from "../../src/source/document.ts";
import type { Finding } from "../../src/source/finding.ts";
import { makeKey } from "../keys.ts";

export const headSha = "1a2b3c4d5e6f708192a3b4c5d6e7f80911223344";

export const prefixes: Readonly<Partial<Record<KindId, string>>> = {
  "openai-project-key": "sk-proj-",
  "openai-admin-key": "sk-admin-",
  "openai-service-account-key": "sk-svcacct-",
  "openai-user-key": "sk-",
};

export function makeCredential(kind: KindId = "openai-project-key", seed = "0"): Credential {
  return new Credential(kind, makeKey(kind, seed), prefixes[kind] ?? "");
}

/** A finding in a line whose first standalone `KEY` represents the credential. */
export function makeFinding(
  options: {
    kind?: KindId;
    seed?: string;
    path?: string | null;
    line?: number;
    text?: string;
    encoding?: Encoding[];
    address?: Partial<Address>;
  } = {},
): Finding {
  const kind = options.kind ?? "openai-project-key";
  const credential = makeCredential(kind, options.seed);
  const text = options.text ?? 'client = OpenAI(api_key="KEY")';
  const start = text.search(/(?<![A-Z_])KEY(?![A-Z_])/);
  const line = options.line ?? 4;
  return {
    credential,
    severity: kinds[kind].severity,
    confidence: "high",
    address: {
      ...address("patch", {
        repository: "acme/shop",
        path: options.path === undefined ? "app/main.py" : options.path,
        commit: headSha,
        author: "Ada <ada@acme.example>",
        date: "2026-11-23T10:00:00Z",
      }),
      ...options.address,
    },
    line,
    column: start + 1,
    endLine: line,
    endColumn: start + 1 + credential.reveal().length,
    encoding: options.encoding ?? [],
    excerpt: {
      text: text.slice(0, start) + credential.masked + text.slice(start + 3),
      start,
      end: start + credential.masked.length,
      partial: false,
    },
  };
}

export function makePlace(options: Parameters<typeof makeFinding>[0] = {}): Place {
  const { credential: _, severity: __, confidence: ___, ...place } = makeFinding(options);
  return place;
}

export function makeReportedKey(
  options: Parameters<typeof makeFinding>[0] = {},
  parts: Partial<KeyReport> = {},
): KeyReport {
  const finding = makeFinding(options);
  const place = makePlace(options);
  return {
    kind: finding.credential.kind,
    masked: finding.credential.masked,
    fingerprint: finding.credential.fingerprint,
    severity: finding.severity,
    confidence: "high",
    places: [place],
    headPlaces: [place],
    earlier: false,
    response: null,
    ignored: null,
    ...parts,
  };
}

export function makeReport(keys: readonly KeyReport[], parts: Partial<ChangeReport> = {}): ChangeReport {
  return {
    change: {
      type: "pull-request",
      webUrl: "https://github.com",
      owner: "acme",
      repo: "shop",
      number: 7,
      ref: "feature/summaries",
      headSha,
    },
    keys,
    exposures: [],
    coverage: { ...emptyCoverage, documents: 3, bytes: 12_345, commits: 2 },
    problems: [],
    conclusion: keys.length === 0 ? "success" : "failure",
    ...parts,
  };
}
