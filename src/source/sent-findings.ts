import { Credential } from "../detect/credential.ts";
import type { Finding } from "./finding.ts";

/** Findings on their way between threads: a credential loses its raw value there, so that is sent beside it. */
export interface SentFindings {
  readonly findings: readonly SentFinding[];
  readonly raw: readonly string[];
}

type SentFinding = Omit<Finding, "credential"> & { readonly credential: Pick<Credential, "kind" | "masked"> };

/** Findings as they are sent to another thread. */
export function sentFindings(findings: readonly Finding[]): SentFindings {
  return {
    raw: findings.map(({ credential }) => credential.reveal()),
    findings: findings.map(({ credential: { kind, masked }, ...finding }) => ({
      ...finding,
      credential: { kind, masked },
    })),
  };
}

/** Findings that another thread sent. */
export function receivedFindings({ findings, raw }: SentFindings): readonly Finding[] {
  return findings.map((finding, index): Finding => {
    const { kind, masked } = finding.credential;
    return { ...finding, credential: new Credential(kind, raw[index] ?? "", masked.slice(0, masked.lastIndexOf("…"))) };
  });
}
