import type { SourceItem } from "../../source/source.js";
import type { Change } from "../change.js";
import type { GitHubClient } from "../client/client.js";
import { type ChangeReader } from "./change-reader.js";
import { type RequestedPatch } from "./request-patch.js";
/**
 * Every document of a change: the added lines and the message of each of its commits, and the texts around them.
 * Throws a `Failure` when GitHub does not show the repository or the change, or cannot be reached.
 */
export declare function readChange(reader: ChangeReader, change: Change): AsyncGenerator<SourceItem>;
/** Asks for what {@link readChange} reads first; null where that is no patch. */
export declare function requestFirst(client: GitHubClient, change: Change): RequestedPatch | null;
/** The state that the change's newest one is compared with; null when there is none. */
export declare function baseOf(change: Change): string | null;
/** The commit that the change's newest state is; null for a tag of something else. */
export declare function headOf(change: Change): string | null;
