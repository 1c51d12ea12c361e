import type { ChangeReport } from "../change-report.js";
/** One review comment on a line of the head, as a pull request review takes it. */
export interface ReviewComment {
    readonly path: string;
    /** Last line. */
    readonly line: number;
    /** First line when there are several; null for a single line. */
    readonly startLine: number | null;
    readonly side: "RIGHT";
    readonly fingerprint: string;
    /** Markdown with a hidden {@link findingMarker}. */
    readonly body: string;
}
/** Marks the review comment on a key, so that it is not posted twice. */
export declare function findingMarker(fingerprint: string): string;
/**
 * A comment for every line of the head that holds a key that counts, most severe first, with a suggestion
 * where there is a safe one. A line that holds a key twice gets one.
 */
export declare function renderReview(report: ChangeReport): ReviewComment[];
