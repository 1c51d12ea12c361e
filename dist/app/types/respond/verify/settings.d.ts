import { Credential } from "../../detect/credential.js";
/** Whether and how it is found out if a key is alive. */
export type VerificationSettings = {
    readonly mode: "off";
}
/** OpenAI is asked with the leaked key itself. */
 | ({
    readonly mode: "direct";
} & VerificationBounds)
/** The organisation's list of keys is read with its own admin key; the leaked key is not used. */
 | ({
    readonly mode: "indirect";
    readonly adminKey: Credential;
} & VerificationBounds);
export interface VerificationBounds {
    /** Root of OpenAI's API, without a final slash: `https://api.openai.com/v1`. */
    readonly baseUrl: string;
    /** Requests under way at once. */
    readonly concurrency: number;
    /** Milliseconds until an unanswered request counts as failed. */
    readonly timeout: number;
    /** Milliseconds for all keys together; those that nobody was asked about by then stay unverified. */
    readonly deadline: number;
}
/** What the operator wrote; empty or undefined where they wrote nothing. */
export interface VerificationInputs {
    /** `off`, `direct`, `indirect`, or `auto`: indirect with an admin key, else direct. */
    readonly mode: string | undefined;
    readonly adminKey: string | undefined;
    readonly baseUrl: string | undefined;
}
/** What each setting is called where it is written, to begin or stand in a sentence: `--verify`, `` The input `verify` ``. */
export type VerificationNames = Readonly<Record<keyof VerificationInputs, string>>;
/**
 * Checks the settings of verification. Throws a `Failure` that names the setting, and never what it holds.
 * While verification is off the other settings are not looked at: they may be there for other programs.
 */
export declare function parseVerification(inputs: VerificationInputs, names: VerificationNames): VerificationSettings;
