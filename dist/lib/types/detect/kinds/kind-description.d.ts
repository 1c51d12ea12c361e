export type Severity = "critical" | "high" | "medium";
export type Confidence = "high" | "medium" | "low";
/** Everything about a kind of credential except its id and the code that recognises it. */
export interface KindDescription {
    /** Its name in a sentence: "OpenAI project key". */
    readonly title: string;
    readonly severity: Severity;
    /** One sentence that says what an attacker can do with it. */
    readonly reach: string;
    readonly form: Form;
    readonly revocation: Revocation;
    /** The environment variable from which programs usually read it. */
    readonly variable: string;
    readonly verification: KindVerification;
}
/** The fixed text of a credential and the lengths of its random parts, in characters. */
export type Form = 
/**
 * Two random segments of equal length around the watermark. `issued` lists the lengths that OpenAI is known to use;
 * other lengths are reported with medium confidence. The prefix `sk-` alone also covers keys that match no longer
 * prefix.
 */
{
    readonly type: "watermark";
    readonly prefix: string;
    readonly issued: readonly number[];
}
/** `length` characters after a prefix, which may be empty; null when the length varies. */
 | {
    readonly type: "token";
    readonly prefix: string;
    readonly length: number | null;
};
/** Where and how to revoke a kind of credential by hand. */
export interface Revocation {
    /** Name of the page, used as the text of a link. */
    readonly name: string;
    readonly url: string;
    /** What to do there, as one or more sentences. */
    readonly instruction: string;
    /** The type of token that it is to OpenAI's sign-in service; absent where that cannot revoke it. */
    readonly tokenType?: "refresh_token" | "access_token";
}
/** Which service can report whether a credential is live. */
export type KindVerification = 
/** OpenAI's API: a `GET` of this route with the credential as bearer token costs nothing and changes nothing. */
{
    readonly by: "openai-api";
    readonly route: string;
}
/** The sign-in service: the same request to a route below its own base URL. */
 | {
    readonly by: "auth-api";
    readonly route: string;
}
/** No service. `reason` is a sentence for people. */
 | {
    readonly by: "no-one";
    readonly reason: string;
};
