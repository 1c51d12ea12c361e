export type Severity = "critical" | "high" | "medium";
export type Confidence = "high" | "medium" | "low";

/** Everything about a kind of credential but its id and the code that recognises it. */
export interface KindDescription {
  /** What a sentence calls it: "OpenAI project key". */
  readonly title: string;
  readonly severity: Severity;
  /** One sentence on what a thief can do with it. */
  readonly reach: string;
  readonly form: Form;
  readonly revocation: Revocation;
  /** The environment variable that programs usually read it from. */
  readonly variable: string;
  readonly verification: KindVerification;
}

/** The fixed text of a credential and the lengths of its random parts, in characters. */
export type Form =
  /**
   * Two random segments of equal length around the watermark. `issued` lists the lengths that OpenAI is known to use:
   * others are reported with medium confidence. A prefix of `sk-` alone also covers what no longer prefix claims.
   */
  | { readonly type: "watermark"; readonly prefix: string; readonly issued: readonly number[] }
  /** `length` characters behind a prefix, which may be empty; null where the length differs from one to the next. */
  | { readonly type: "token"; readonly prefix: string; readonly length: number | null };

/** Where and how a kind of credential is revoked by hand. */
export interface Revocation {
  /** Name of the page or place, for a link. */
  readonly name: string;
  readonly url: string;
  /** What to do there, as one or more sentences. */
  readonly instruction: string;
}

/** Who can say whether a credential is alive. */
export type KindVerification =
  /** OpenAI's API: a `GET` of this route with the credential as bearer costs nothing and changes nothing. */
  | { readonly by: "openai-api"; readonly route: string }
  /** The service that signs people in: a `GET` of this route below its own base URL, in the same way. */
  | { readonly by: "auth-api"; readonly route: string }
  /** No one. `reason`: a sentence for people. */
  | { readonly by: "no-one"; readonly reason: string };
