import type { ExposureId } from "../detect/exposures/exposure.js";
import type { Severity } from "../detect/kind.js";
/** What makes a run fail: any finding, only keys that are alive, nothing. */
export type FailOn = "found" | "live" | "never";
/** Bounds on work; each has a line in coverage when it bites. */
export interface Limits {
    /** Bytes of one file or blob that are fetched or read whole. */
    readonly fileBytes: number;
    /** Files of one change that are fetched apart from the diff. */
    readonly files: number;
    /** Commits of one change that are read one by one. */
    readonly commits: number;
    /** Archives inside archives. */
    readonly archiveDepth: number;
}
/** What a key in some state does to a run: turns it red, or is listed and does not. */
export type Response = "fail" | "warn";
/** States of a key that the configuration can answer one by one. `unknown`: everything that nothing proves. */
export type AnsweredState = "live" | "dead" | "unknown";
/** Which paths are scanned: gitignore patterns. Texts without a path always are. */
export interface ScannedPaths {
    /** Empty: every path. */
    readonly include: readonly string[];
    /** The last pattern that matches decides; `!` in front takes a path back. */
    readonly exclude: readonly string[];
}
/** One mistake in the configuration, with its place. */
export interface ConfigurationProblem {
    /** `owner/name:.github/keyhawk.yml` or a path. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
    /** Dotted path of the field, e.g. `ignore.fingerprints[2]`; empty for the file as a whole. */
    readonly field: string;
    /** A sentence that says what is wrong and what to write. */
    readonly message: string;
}
/** An entry that silences one key. */
export interface IgnoredFingerprint {
    readonly fingerprint: string;
    readonly reason: string;
}
/** Paths (gitignore patterns) whose findings are silenced. */
export interface IgnoredPath {
    readonly pattern: string;
    readonly reason: string;
}
/** The merged configuration, the same for App, Action and command line. */
export interface Policy {
    readonly failOn: FailOn;
    /** Findings below this severity are listed but do not fail. */
    readonly failSeverity: Severity;
    /** Answers by state, over `failOn`. */
    readonly response: Readonly<Partial<Record<AnsweredState, Response>>>;
    readonly paths: ScannedPaths;
    readonly ignore: {
        readonly fingerprints: readonly IgnoredFingerprint[];
        readonly paths: readonly IgnoredPath[];
    };
    /** Exposures that are looked for. */
    readonly exposures: readonly ExposureId[];
    readonly comment: boolean;
    readonly suggestions: boolean;
    readonly check: boolean;
    readonly limits: Limits;
    /** Mistakes found while loading; the defaults stand in for the fields concerned. */
    readonly problems: readonly ConfigurationProblem[];
}
export declare const defaultPolicy: Policy;
