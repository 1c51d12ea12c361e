import type { GitHubClient } from "../../github/client/client.ts";
import type { Voice } from "../../github/publish/voice.ts";
import type { Database } from "../../incident/database.ts";
import type { Job, Queue } from "../../incident/job.ts";
import type { Seal } from "../../incident/seal.ts";
import type { HookSettings } from "../../respond/hook/settings.ts";
import type { RevocationSettings } from "../../respond/revoke/settings.ts";
import type { Examiner } from "../examination.ts";
import type { Log } from "../log.ts";
import type { ChangePayload } from "../payload.ts";
import type { CommandPayload } from "./command-event.ts";

export interface CommandOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly log: Log;
  readonly hook: HookSettings | null;
  readonly revocation: RevocationSettings;
  /** The account that the App writes as on GitHub. */
  readonly voice: Voice;
  readonly examiner: Examiner;
}

/** A command of someone who may give it, about a change that Keyhawk knows. */
export interface Ordered {
  readonly client: GitHubClient;
  readonly payload: CommandPayload;
  readonly change: ChangePayload;
  readonly job: Job;
}
