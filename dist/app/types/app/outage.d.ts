/** What an error of GitHub's API means for a job. Its reason holds nothing of the request or the answer's body. */
export type Outage = 
/** The repository, pull request or installation is gone, or closed to us: trying again changes nothing. */
{
    readonly type: "gone";
    readonly reason: string;
}
/** The installation's rate limit is used up until then, in milliseconds since 1970. */
 | {
    readonly type: "limited";
    readonly until: number;
    readonly reason: string;
}
/** Anything else may pass: 5xx, a broken connection, an expired certificate. */
 | {
    readonly type: "passing";
    readonly reason: string;
};
/** Judges an error by its status and headers; `now` is in milliseconds since 1970. */
export declare function judgeOutage(thrown: unknown, now?: number): Outage;
