import type { ExposureId } from "../detect/exposures/exposure.ts";
import type { NotScanned } from "../source/coverage.ts";
import { defaults } from "./defaults.ts";
import type { CamelCased } from "./field-names.ts";
import type { RevocationRules } from "./revocation-rules.ts";
import type { Configuration } from "./schema.ts";

/** The fields that one configuration file sets; omitted and invalid fields are absent. */
export type PartialPolicy = Omit<CamelCased<Configuration>, "limits"> & {
  readonly limits?: CamelCased<NonNullable<Configuration["limits"]>>;
};

/** What only an organisation's own file sets, for all of its repositories. */
export interface OwnersSettings {
  /** Which keys may be revoked, and how. */
  readonly revoke: RevocationRules;
  /** Teams, besides maintainers and admins, whose members may have keys revoked. */
  readonly revokeTeams: readonly string[];
  /** Whether Keyhawk edits texts outside of commits that hold a key. */
  readonly redact: boolean;
}

/** Every other field of the configuration except `enforce`, `mode` and `modes`, with a value. */
export type Settings = {
  readonly [Name in Exclude<
    keyof PartialPolicy,
    "enforce" | "mode" | "modes" | keyof OwnersSettings
  >]-?: Name extends "response" ? NonNullable<PartialPolicy[Name]> : Whole<NonNullable<PartialPolicy[Name]>>;
};

type Whole<Value> = Value extends readonly (infer Item)[]
  ? readonly Item[]
  : Value extends object
    ? { readonly [Name in keyof Value]-?: Whole<NonNullable<Value[Name]>> }
    : Value;

/** What makes a run fail: any finding, only live keys, or nothing. */
export type FailOn = Settings["failOn"];

/** States of a key that the configuration can treat separately. `unknown`: every state that is not proven. */
export type AnsweredState = keyof Settings["response"];

/** How a key in some state affects a run: it fails the run, or is only listed. */
export type Response = NonNullable<Settings["response"][AnsweredState]>;

/** One mistake in the configuration, with its position. */
export interface ConfigurationProblem {
  /** `owner/name:.github/keyhawk.yml` or a path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the field, e.g. `ignore.fingerprints[2]`; empty for the file as a whole. */
  readonly field: string;
  /** A sentence that says what is wrong and what to write instead. */
  readonly message: string;
}

/** The merged configuration, the same for App, Action and command line. `schema.ts` describes its fields. */
export interface Policy extends Omit<Settings, "exposures"> {
  /** Exposures to search for. */
  readonly exposures: readonly ExposureId[];
  /** Mistakes found while loading; the fields concerned have their defaults. */
  readonly problems: readonly ConfigurationProblem[];
  /** Configurations that could not be read, as coverage items: what they enforce is unknown. */
  readonly unread: readonly NotScanned[];
  /** Set while the organisation only observes the repository: nothing is published in it, turned red or revoked. */
  readonly observed?: true;
  /** A second policy that also applies: the stricter one decides. */
  readonly also?: Pick<Settings, "failOn" | "failSeverity" | "response">;
}

/** Turns settings into a policy. */
export function policyOf(
  settings: Settings,
  problems: readonly ConfigurationProblem[],
  unread: readonly NotScanned[] = [],
): Policy {
  const switches = Object.entries(settings.exposures) as [ExposureId, boolean][];
  return { ...settings, exposures: switches.filter(([, isOn]) => isOn).map(([id]) => id), problems, unread };
}

export const defaultPolicy: Policy = policyOf(defaults, []);
