import type { ChangeReport } from "../../report/change-report.js";
import type { CheckAnnotation } from "../../report/formats/check.js";
import type { GitHubClient } from "../client/client.js";
/** A check run of ours as GitHub lists it. */
export interface ListedCheckRun {
    readonly id: number;
    /** Web address, or null. */
    readonly url: string | null;
    readonly name: string;
    readonly externalId: string;
    readonly conclusion: string | null;
    /** Number of annotations on it. */
    readonly annotations: number;
}
/** All check runs of one name on the change's head commit, newest first. Throws Octokit's error. */
export declare function listCheckRuns(client: GitHubClient, { change }: ChangeReport, name: string): Promise<readonly ListedCheckRun[]>;
/**
 * True when a GitHub App is a Keyhawk: it wrote a check run as one on the commit. Only the App itself decides the
 * `external_id` of its check runs, while its comments may repeat anybody's text. Throws Octokit's error.
 */
export declare function isKeyhawkApp(client: GitHubClient, { owner, repo, headSha, app }: {
    owner: string;
    repo: string;
    headSha: string;
    app: number;
}): Promise<boolean>;
/** `external_id` on GitHub: it tells to which pull request a run belongs, whoever wrote it. */
export declare function externalIdOf({ change }: ChangeReport, externalId: string): string;
/**
 * True when the newest run of another open pull request is red. A closed one blocks nobody, and is judged anew when
 * it is opened again. @param runs those of one commit, newest first
 */
export declare function isRedElsewhere(client: GitHubClient, { change }: ChangeReport, runs: readonly ListedCheckRun[]): Promise<boolean>;
/** True when what a run shows already is the beginning of what it should show: GitHub adds annotations and takes none away. */
export declare function beginsWithItsOwn(client: GitHubClient, { change }: ChangeReport, run: ListedCheckRun, wanted: readonly CheckAnnotation[]): Promise<boolean>;
