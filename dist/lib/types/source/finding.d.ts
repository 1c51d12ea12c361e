import type { Credential } from "../detect/credential.js";
import type { Detection, Encoding } from "../detect/detection.js";
import type { ExposureId } from "../detect/exposures/exposure.js";
import type { Confidence, Severity } from "../detect/kind.js";
import type { Address } from "./document.js";
/** The line or lines around a finding, with every credential in them replaced by its masked form. */
export interface Excerpt {
    /** The finding's lines in full, joined by `\n`, without the final line end. */
    readonly text: string;
    /** Where this finding's masked form starts in `text`, UTF-16 units from 0. */
    readonly start: number;
    /** Where it ends. */
    readonly end: number;
    /** True when `text` is not the whole line or contains another credential, so it must not be written back. */
    readonly partial: boolean;
}
/** Containers that a text embeds as base64. */
export type Packing = "gzip" | "zlib" | "zip" | "xz" | "bzip2" | "zstd" | "7z" | "rar" | "pdf";
/** One layer around a credential, outermost first in a chain. */
export type Wrapping = Encoding | Packing;
/** A detection in the bytes of a document, or in a container embedded in them. */
export type WrappedDetection = Omit<Detection, "encoding"> & {
    readonly encoding: readonly Wrapping[];
};
/** One credential found in one document. */
export interface Finding {
    readonly credential: Credential;
    readonly severity: Severity;
    readonly confidence: Confidence;
    readonly address: Address;
    /** Line of the original file, from 1. */
    readonly line: number;
    /** Column from 1, in UTF-16 units. */
    readonly column: number;
    readonly endLine: number;
    /** Column after the last character. */
    readonly endColumn: number;
    /** Outermost first; empty for plain text. */
    readonly encoding: readonly Wrapping[];
    readonly excerpt: Excerpt;
    /** ISO 8601: expiry stated by the credential itself; absent when it states none. */
    readonly expiresAt?: string;
}
/** One exposure found in one document: medium severity, no key. */
export interface ExposureFinding {
    readonly id: ExposureId;
    readonly address: Address;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly excerpt: Excerpt;
}
