/**
 * Creates something on GitHub, once. A request that was answered with a server's error, or not at all, may have taken
 * effect: what it should create is looked for before it is sent again. Throws the error of the last try.
 * @param post creates it; must not be repeated by a plugin
 * @param find what `post` would resolve to when it is there already, else null
 */
export declare function postOnce<T>(post: () => Promise<T>, find: () => Promise<T | null>): Promise<T>;
