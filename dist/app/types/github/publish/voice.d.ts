import type { GitHubClient } from "../client/client.js";
/** Who writes with a client's token: a GitHub App, or an account, which may be a bot. */
export type Writer = {
    readonly type: "app";
    readonly id: number;
} | {
    readonly type: "account";
    readonly login: string;
};
/** How Keyhawk speaks on GitHub. */
export interface Voice {
    /** Who writes. GitHub is asked for it at most once, and only when there is a comment to tell apart. */
    readonly writer: () => Promise<Writer>;
    /** Seals what a comment remembers; null where there is no secret. */
    readonly secret: string | null;
}
/** What GitHub says about who wrote a comment. */
export interface Authorship {
    readonly user: {
        readonly login: string;
        readonly type: string;
    } | null;
    readonly performed_via_github_app?: {
        readonly id: number;
        readonly slug?: string;
    } | null | undefined;
}
/** True for what the writer wrote. Text proves nothing: everyone can paste it, and many bots repeat it. */
export declare function isWrittenBy(writer: Writer, { user, performed_via_github_app: app }: Authorship): boolean;
/** The App's voice. @param id the App's id, or how it is found out */
export declare function appVoice(id: () => number | Promise<number>, secret: string): Voice;
/** The voice of whoever a token belongs to. */
export declare function tokenVoice(client: GitHubClient, token: string, secret: string | null): Voice;
