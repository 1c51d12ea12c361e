import { type Origin } from "../../source/patch/documents.js";
import type { FileDiff } from "../../source/patch/patch.js";
import type { SourceItem } from "../../source/source.js";
import type { ChangeReader } from "./change-reader.js";
/** The documents of a parsed diff; binary contents that it leaves out are fetched. */
export declare function diffItems(reader: ChangeReader, files: readonly FileDiff[], origin: Origin): AsyncGenerator<SourceItem>;
