import type { Credential } from "./credential.ts";
import type { Confidence, Severity } from "./kind.ts";

/** One layer of encoding around a credential, outermost first in a chain. */
export type Encoding =
  | "base64"
  | "base64url"
  | "utf-16le"
  | "utf-16be"
  | "utf-32le"
  | "utf-32be"
  | "percent"
  | "escape" // \u002d, \x2d
  | "html-entity"
  | "quoted-printable"
  | "hex"
  | "invisible" // zero-width and soft-hyphen characters, a terminal's colours
  | "concatenation"; // "…" + "…", a line continuation

/** One credential found in a run of bytes. */
export interface Detection {
  readonly credential: Credential;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Byte offset of the first byte in the undecoded text (of the encoded text, when it is encoded). */
  readonly start: number;
  /** Byte offset after the last byte. */
  readonly end: number;
  /** Empty for plain text. */
  readonly encoding: readonly Encoding[];
  /** Expiry stated by the credential itself, as Unix time in seconds; absent when it states none. */
  readonly expiresAt?: number;
}

/** What one call of `detect` found. */
export interface Detected {
  /** Ordered by `start`. */
  readonly detections: readonly Detection[];
  /** Candidates that have the shape of a key but are obviously placeholders (`EXAMPLE`, repeated characters). */
  readonly placeholders: number;
}
