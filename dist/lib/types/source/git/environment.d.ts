/** The environment for git in a folder. What a hook is told of its own repository is not said of any other. */
export declare function gitEnvironment(directory: string): NodeJS.ProcessEnv;
