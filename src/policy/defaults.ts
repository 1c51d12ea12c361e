import type { ExposureId } from "../detect/exposures/exposure.ts";
import type { Severity } from "../detect/kind.ts";
import type { Limits } from "./limits.ts";

const limits: Limits = { fileBytes: 50 * 1024 * 1024, files: 3_000, commits: 2_000, archiveDepth: 4 };

const exposures: Readonly<Record<ExposureId, boolean>> = {
  "browser-client": true,
  "client-side-variable": true,
  "client-side-literal": true,
  "image-variable": true,
};

const failSeverity: Severity = "medium";

/**
 * The value of every field that no configuration sets. Separate from the schema, so that runs without a file do not
 * load zod.
 */
export const defaults = {
  failOn: "found",
  failSeverity,
  response: {},
  paths: { include: [], exclude: [] },
  ignore: { fingerprints: [], paths: [] },
  inlineIgnore: true,
  exposures,
  comment: true,
  suggestions: true,
  check: true,
  pushCheck: "findings",
  limits,
} as const;
