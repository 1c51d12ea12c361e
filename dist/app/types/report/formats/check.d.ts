import type { ChangeReport } from "../change-report.js";
/** One annotation, as `POST /repos/{owner}/{repo}/check-runs` takes it. Columns are set only when both lines are the same. */
export interface CheckAnnotation {
    readonly path: string;
    readonly start_line: number;
    readonly end_line: number;
    readonly start_column?: number;
    readonly end_column?: number;
    readonly annotation_level: "notice" | "warning" | "failure";
    readonly title: string;
    readonly message: string;
}
/** What a check run shows. */
export interface CheckOutput {
    /** One line of plain text. */
    readonly title: string;
    /** Markdown, at most 65,535 characters. */
    readonly summary: string;
    /** Markdown, at most 65,535 characters; may be empty. */
    readonly text: string;
    /** All of them; GitHub takes 50 a request. */
    readonly annotations: readonly CheckAnnotation[];
}
/** The check run of a change. */
export declare function renderCheck(report: ChangeReport): CheckOutput;
/** Annotations on files of the head: keys, then mistakes in this repository's configuration, then risks without a key. */
export declare function renderAnnotations(report: ChangeReport): CheckAnnotation[];
