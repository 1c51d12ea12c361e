import type { SourceItem } from "../../source/source.js";
import { type ChangeReader } from "./change-reader.js";
/**
 * The newest state of a change, with the head's line numbers: what it adds to `base`, all commits together.
 * Where GitHub does not serve that diff, or there is no base, the files in `paths` as they are at the head.
 * @param paths where keys were found; binary files elsewhere are not fetched
 */
export declare function readHead(reader: ChangeReader, ends: {
    readonly base: string | null;
    readonly head: string;
}, paths: ReadonlySet<string>): AsyncGenerator<SourceItem>;
