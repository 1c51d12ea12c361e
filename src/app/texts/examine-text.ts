import type { ExaminedChange } from "../../change/examine.ts";
import { maskSome } from "../../detect/mask-keys.ts";
import type { GitHubClient } from "../../github/client/client.ts";
import { loadOwnersSettings } from "../../github/read/load-policy.ts";
import type { PolicyCache } from "../../github/read/policy-cache.ts";
import { redactText } from "../../github/text/redact.ts";
import type { GitHubText } from "../../github/text/text.ts";
import type { Policy } from "../../policy/policy.ts";
import { type ChangeSummary, withKeys } from "../../report/change-report.ts";
import type { Notice } from "../../report/formats/notice.ts";
import { groupKeys } from "../../report/group-keys.ts";
import type { KeyReport } from "../../report/key-report.ts";
import { scan } from "../../scan.ts";
import { address } from "../../source/document.ts";
import type { Search } from "../../source/search-document.ts";
import type { SourceItem } from "../../source/source.ts";
import type { Recorder } from "../recorder.ts";
import { type TextPayload, textKey, textTurn } from "./payload.ts";
import { type TellOptions, tellOnce } from "./tell-once.ts";

export interface TextOptions extends TellOptions {
  readonly webUrl: string;
  readonly search: Search;
  readonly policies: PolicyCache;
  readonly record: Recorder;
}

/**
 * Scans one version of a text that is in no commit. Its keys are recorded, verified and revoked like those of a change;
 * the organisation may have them replaced in the text, and the author is told once.
 */
export function createTextExaminer(
  options: TextOptions,
): (client: GitHubClient, payload: TextPayload) => Promise<void> {
  const { log } = options;

  return async (client, payload) => {
    const { text } = payload;
    const { owner, repo, defaultBranch: ref } = text;
    const policy = await options.policies.load(client, { owner, repo, ref });
    const examined = await examine(text, policy);
    if (examined.findings.length === 0) return;
    const recorded = await options.record(examined, {
      key: textKey(text),
      author: text.author,
      turn: textTurn(payload),
      occasion: "new",
      revocationRules: async () => (await loadOwnersSettings(client, owner)).revoke,
      waiting: null,
      isDone: async () => true,
      store: async () => {},
    });
    const keys = recorded.report.keys.filter(({ ignored }) => ignored === null);
    log.info(`${text.kind} of ${owner}/${repo}: ${recorded.report.keys.map(({ masked }) => masked).join(", ")}.`);
    if (keys.length > 0 && !policy.observed) await answer(client, text, keys);
  };

  async function examine(text: GitHubText, policy: Policy): Promise<ExaminedChange> {
    const { owner, repo, visibility } = text;
    const documents = text.parts.map((part): SourceItem => {
      const place = address(text.kind, { repository: `${owner}/${repo}`, path: text.path, author: text.author });
      return { type: "document", document: { address: place, bytes: Buffer.from(part), firstLine: 1, added: null } };
    });
    // The paths of a configuration are those of files.
    const result = await scan(documents, { limits: policy.limits, exposures: [], search: options.search });
    const { findings, coverage } = result;
    const keys = groupKeys(findings, { head: findings, policy, responses: new Map(), previous: [] });
    const of = { webUrl: options.webUrl, owner, repo, visibility };
    const change: ChangeSummary = { type: "text", ...of, number: null, ref: "", headSha: "" };
    const report = withKeys({ change, exposures: [], coverage, problems: [] }, keys, policy);
    return { report, findings, policy, comments: [] };
  }

  /** Replaces the keys if the organisation wants that, and tells the author of each key once. */
  async function answer(client: GitHubClient, text: GitHubText, keys: readonly KeyReport[]): Promise<void> {
    const fingerprints = new Set(keys.map(({ fingerprint }) => fingerprint));
    const { redact } = await loadOwnersSettings(client, text.owner);
    let state: Notice["text"] = "left";
    if (redact) {
      const redaction = await redactText(client, text, (part) => maskSome(part, fingerprints));
      log.info(`Redacting ${text.kind} of ${text.owner}/${text.repo}: ${redaction}.`);
      state = redaction === "redacted" ? "done" : redaction === "unchanged" ? "gone" : "left";
    }
    const { owner, repo, author, url, conversation } = text;
    const name = `${text.kind} of ${owner}/${repo}`;
    const leak = { owner, repo, name, key: textKey(text), author, url, conversation, fingerprints: [...fingerprints] };
    await tellOnce(options, client, leak, state);
  }
}
