/** True when git finds a repository, with a work tree or bare, at or above a folder. */
export declare function isRepository(directory: string): boolean;
/** Where a folder is, seen from the repository around it. */
export type RepositoryPlace = 
/** In a work tree. */
{
    readonly type: "work-tree";
}
/** In a bare repository, or in git's own folder. */
 | {
    readonly type: "repository";
} | {
    readonly type: "outside";
}
/** In a repository that git will not read, e.g. since it belongs to another user; `reason` is git's sentence. */
 | {
    readonly type: "refused";
    readonly reason: string;
};
/** Asks git where a folder is. */
export declare function repositoryPlace(directory: string): RepositoryPlace;
/** True in a repository without a work tree, to which others push. */
export declare function isBare(directory: string): boolean;
/**
 * Commits that git lists, parents first. Throws what git says.
 * @param revisions as the arguments of `git rev-list`; what others have named stands after `--end-of-options`
 * @param ids further ones, `^` before those that are left out: there may be more than a command line takes
 */
export declare function revList(directory: string, revisions: readonly string[], ids?: readonly string[]): readonly string[];
/** Throws a `Failure` that says what to do when a folder is in no repository. */
export declare function requireRepository(directory: string): void;
/** What a repository says of itself. */
export interface RepositoryFacts {
    /** Folder of the object store. */
    readonly objects: string;
    /** Bytes of an object id. */
    readonly idBytes: 20 | 32;
    /** True when older commits were left out when the repository was cloned. */
    readonly isShallow: boolean;
}
/** Asks for everything at once. Throws the `Failure` of {@link requireRepository}. */
export declare function repositoryFacts(directory: string): RepositoryFacts;
/** True when objects were left out when the repository was cloned, to be fetched when needed. */
export declare function isPartial(directory: string): boolean;
/** A full commit id as git resolves it, or null. */
export declare function resolveCommit(directory: string, name: string): string | null;
/** The id of an empty blob's neighbour: zeros of the length that this repository's ids have. */
export declare function isZeroId(id: string): boolean;
