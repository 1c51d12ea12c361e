import type { SourceItem } from "../../source/source.js";
import { type ChangeReader } from "./change-reader.js";
/**
 * Reads one commit from GitHub's JSON, every file of it: the way that always works and costs a request for each commit.
 * Of a merge commit only what stands in none of its parents counts.
 */
export declare function readCommit(reader: ChangeReader, id: string): AsyncGenerator<SourceItem>;
