import type { ExposureId } from "../detect/exposures/exposure.js";
import type { NotScanned } from "../source/coverage.js";
import type { CamelCased } from "./field-names.js";
import type { Configuration } from "./schema.js";
/** What one configuration file sets; a field that it leaves out, or gets wrong, is absent. */
export type PartialPolicy = Omit<CamelCased<Configuration>, "limits"> & {
    readonly limits?: CamelCased<NonNullable<Configuration["limits"]>>;
};
/** Every field of the configuration but `enforce`, with a value. */
export type Settings = {
    readonly [Name in Exclude<keyof PartialPolicy, "enforce">]-?: Name extends "response" ? NonNullable<PartialPolicy[Name]> : Whole<NonNullable<PartialPolicy[Name]>>;
};
type Whole<Value> = Value extends readonly (infer Item)[] ? readonly Item[] : Value extends object ? {
    readonly [Name in keyof Value]-?: Whole<NonNullable<Value[Name]>>;
} : Value;
/** What makes a run fail: any finding, only keys that are alive, nothing. */
export type FailOn = Settings["failOn"];
/** States of a key that the configuration can answer one by one. `unknown`: everything that nothing proves. */
export type AnsweredState = keyof Settings["response"];
/** What a key in some state does to a run: turns it red, or is listed and does not. */
export type Response = NonNullable<Settings["response"][AnsweredState]>;
/** One mistake in the configuration, with its place. */
export interface ConfigurationProblem {
    /** `owner/name:.github/keyhawk.yml` or a path. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
    /** Dotted path of the field, e.g. `ignore.fingerprints[2]`; empty for the file as a whole. */
    readonly field: string;
    /** A sentence that says what is wrong and what to write. */
    readonly message: string;
}
/** The merged configuration, the same for App, Action and command line. `schema.ts` describes its fields. */
export interface Policy extends Omit<Settings, "exposures"> {
    /** Exposures that are looked for. */
    readonly exposures: readonly ExposureId[];
    /** Mistakes found while loading; for the fields concerned the defaults hold. */
    readonly problems: readonly ConfigurationProblem[];
    /** Configurations that could not be read, as lines of coverage: what they enforce is not known. */
    readonly unread: readonly NotScanned[];
    /** A second policy by which a key counts: whichever is stricter decides. */
    readonly also?: Pick<Settings, "failOn" | "failSeverity" | "response">;
}
/** Settings as a policy. */
export declare function policyOf(settings: Settings, problems: readonly ConfigurationProblem[], unread?: readonly NotScanned[]): Policy;
export declare const defaultPolicy: Policy;
export {};
