export type Publication = "comment" | "check" | "review";
/** Why GitHub did not take something, as a sentence with the remedy. @param error one of Octokit's */
export declare function refusal(error: unknown, publication: Publication): string;
