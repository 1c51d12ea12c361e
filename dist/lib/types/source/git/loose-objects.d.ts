import type { ObjectType } from "./objects.js";
import type { Repository } from "./repository.js";
/** The loose objects of a repository: those that git stored in a file each, and has not packed yet. */
export interface LooseObjects {
    has(id: string): boolean;
    /** Null when the object is large or damaged, or is not there any more: then git is to be asked for it. */
    read(id: string): {
        readonly id: string;
        readonly type: ObjectType;
        readonly bytes: Buffer;
    } | null;
}
/**
 * The loose objects of a repository, without those of its alternates. Git maps each into memory and unmaps it again, which
 * takes several times longer than reading it; a freshly staged tree consists of them.
 * @param expected how many objects will be asked for
 */
export declare function looseObjects({ objects, idBytes }: Repository, expected: number): LooseObjects;
/** Receives a sentence for what cannot be read. */
export type Complain = (sentence: string) => void;
/** Ids of the loose objects in a folder of objects. */
export declare function looseIds(folder: string, idBytes: number, complain: Complain): string[];
/** The names in a folder; none when it does not exist. */
export declare function namesIn(folder: string, complain: Complain): string[];
export declare function codeOf(error: unknown): string | null;
