import { type Address } from "../document.js";
import type { SourceItem } from "../source.js";
import type { Hunk } from "./patch.js";
/** Whose bytes a diff shows. */
export type Origin = Pick<Address, "repository" | "commit" | "author" | "date">;
/**
 * The documents of one file's hunks: one for each hunk that adds a line.
 * A submodule's commit and a Git LFS pointer stand for content that is elsewhere, which is named as not scanned.
 */
export declare function hunkItems(file: {
    readonly path: string;
    readonly mode: string | null;
    readonly hunks: readonly Hunk[];
}, origin: Origin): Generator<SourceItem>;
