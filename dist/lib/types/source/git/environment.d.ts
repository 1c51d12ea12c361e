/**
 * The environment for git in a folder. Variables that describe a hook's own repository are not passed on for any other.
 */
export declare function gitEnvironment(directory: string): NodeJS.ProcessEnv;
