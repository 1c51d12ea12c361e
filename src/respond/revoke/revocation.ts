import type { KeyRecord } from "../../report/key-record.ts";
import type { AuditProof } from "./audit.ts";

/** What is to be done about a proven key. */
export type RevocationStep =
  | { readonly type: "look" }
  | { readonly type: "delete" }
  /** Lets it expire, so that its successor can be rolled out. */
  | { readonly type: "expire"; readonly seconds: number }
  /** Leaves it the right to read. What it was allowed before cannot be read, and so not be restored. */
  | { readonly type: "narrow" }
  /** Limits what the key's whole project may spend in a month, in cents. */
  | { readonly type: "limit"; readonly cents: number };

/** What was done about a key. Reasons are sentences for people of the organisation and contain nothing of the key. */
export type Revocation =
  /** Deleted, and OpenAI refuses it since `deadAt` (ISO 8601). */
  | {
      readonly type: "revoked";
      readonly record: KeyRecord;
      readonly deadAt: string;
      readonly audit: AuditProof | null;
    }
  /** Deleted, and OpenAI still accepted it when the checks ended. */
  | { readonly type: "deleted"; readonly record: KeyRecord }
  /** Expires at `at` (ISO 8601). */
  | { readonly type: "expiring"; readonly record: KeyRecord; readonly at: string }
  | { readonly type: "narrowed"; readonly record: KeyRecord }
  /** The project's limit in cents, now and before; null for none. */
  | { readonly type: "limited"; readonly record: KeyRecord; readonly cents: number; readonly before: number | null }
  /** Proven, and nothing was to be done. */
  | { readonly type: "proven"; readonly record: KeyRecord }
  /** A refresh token that the sign-in service has revoked, or did not know. */
  | { readonly type: "logged-out" }
  /** An access token that the sign-in service took; a service that does not ask it may accept the token until it expires. */
  | { readonly type: "token-sent" }
  /** The sign-in service does not revoke it. */
  | { readonly type: "refused"; readonly reason: string }
  /** OpenAI did not accept it in the first place. */
  | { readonly type: "dead" }
  /** Not touched: a person has to decide. */
  | { readonly type: "unproven"; readonly reason: string }
  /** Not done, and may be tried again. */
  | { readonly type: "failed"; readonly reason: string };
