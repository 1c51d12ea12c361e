import * as z from "zod/mini";
import { type ExposureId, exposures } from "../detect/exposures/exposure.ts";
import { type KindId, kinds } from "../detect/kind.ts";
import { defaults } from "./defaults.ts";
import { longestGrace } from "./revocation-rules.ts";

// zod/mini: a seventh of zod's size in the workflow step's bundle, and a third of its time to load.

const described = (description: string) => z.meta({ description });

const reason = z
  .string()
  .check(
    z.regex(/[\p{L}\p{N}]/u, "a reason must say something"),
    z.maxLength(500, "a reason has at most 500 characters"),
    described("Why this is not a leak, for the next person who reads it. Required."),
  );

const fingerprintEntry = z
  .strictObject({
    fingerprint: z
      .string()
      .check(
        z.regex(/^[0-9a-f]{32}$/, "a fingerprint has 32 hexadecimal digits, as the report shows them"),
        described("The key's fingerprint, as every report shows it: 32 hexadecimal digits."),
      ),
    reason,
  })
  .check(described("One key that is known and harmless."));

const pathEntry = z
  .strictObject({
    path: z
      .string()
      .check(
        z.minLength(1, "a pattern must not be empty"),
        z.maxLength(500, "a pattern has at most 500 characters"),
        described("A pattern as in a `.gitignore`. The last one that matches decides; `!` in front takes a path back."),
      ),
    reason,
  })
  .check(described("Paths whose findings do not count."));

const exposureSwitches = Object.fromEntries(
  Object.values(exposures).map((exposure) => [
    exposure.id,
    z.optional(
      z.boolean().check(
        z.meta({
          description: `${exposure.title}: ${exposure.risk}`,
          default: defaults.exposures[exposure.id as ExposureId],
        }),
      ),
    ),
  ]),
) as Record<ExposureId, z.ZodMiniOptional<z.ZodMiniBoolean>>;

function bounded(least: number, most: number, value: number, description: string) {
  const range = `must be a whole number from ${least} to ${most}`;
  return z.optional(
    z.int(range).check(z.minimum(least, range), z.maximum(most, range), z.meta({ description, default: value })),
  );
}

const limits = z
  .strictObject({
    "file-bytes": bounded(
      1024,
      100 * 1024 * 1024,
      defaults.limits.fileBytes,
      "Largest file, in bytes, that is fetched or read whole. GitHub serves none above 100 MB.",
    ),
    files: bounded(1, 100_000, defaults.limits.files, "Files of one change that are fetched apart from its diff."),
    commits: bounded(1, 100_000, defaults.limits.commits, "Commits of one change that are read one by one."),
    "archive-depth": bounded(0, 16, defaults.limits.archiveDepth, "Archives inside archives; 0 opens none."),
  })
  .check(described("Bounds on work. Whatever a bound leaves out is listed in the report as not scanned."));

const pattern = z
  .string()
  .check(z.minLength(1, "a pattern must not be empty"), z.maxLength(500, "a pattern has at most 500 characters"));

function patterns(description: string) {
  return z.optional(
    z.array(pattern).check(z.maxLength(1_000, "at most 1000 entries"), z.meta({ description, default: [] })),
  );
}

const paths = z
  .strictObject({
    include: patterns("Patterns as in a `.gitignore`: where there are any, nothing else is scanned."),
    exclude: patterns(
      "Patterns as in a `.gitignore`: what is not scanned. The last one that matches decides; `!` in front takes a path back.",
    ),
  })
  .check(described("Which paths are scanned. What is left out is counted in the report."));

function answer(description: string) {
  return z.optional(z.enum(["fail", "warn"]).check(described(description)));
}

const response = z
  .strictObject({
    live: answer("A key that is known to be alive."),
    dead: answer("A key that is known to be dead and is still in the code."),
    unknown: answer("A key of which nothing proves whether it lives; without verification and hook that is every key."),
  })
  .check(
    described("What a key does to a run by its state, over `fail-on`: `fail` turns it red, `warn` lists the key."),
  );

const fields = {
  "fail-on": z.optional(
    z.enum(["found", "live", "never"]).check(
      z.meta({
        description:
          "What turns a run red: `found`, every key that is not resolved; `live`, only keys that nothing proves dead; `never`, nothing.",
        default: defaults.failOn,
      }),
    ),
  ),
  "fail-severity": z.optional(
    z.enum(["critical", "high", "medium"]).check(
      z.meta({
        description: "Keys below this severity are listed and do not turn a run red.",
        default: defaults.failSeverity,
      }),
    ),
  ),
  response: z.optional(response),
  paths: z.optional(paths),
  ignore: z.optional(
    z
      .strictObject({
        fingerprints: z.optional(
          z
            .array(fingerprintEntry)
            .check(
              z.maxLength(10_000, "at most 10000 entries"),
              z.meta({ description: "Keys that do not count.", default: [] }),
            ),
        ),
        paths: z.optional(
          z
            .array(pathEntry)
            .check(
              z.maxLength(1_000, "at most 1000 entries"),
              z.meta({ description: "Paths that do not count.", default: [] }),
            ),
        ),
      })
      .check(described("Findings that do not count, each with a reason. They stay listed as ignored.")),
  ),
  "inline-ignore": z.optional(
    z.boolean().check(
      z.meta({
        description: "Whether a `keyhawk:ignore <reason>` on a line counts. Off: only the configuration ignores keys.",
        default: defaults.inlineIgnore,
      }),
    ),
  ),
  exposures: z.optional(
    z
      .strictObject(exposureSwitches)
      .check(described("Risks without a key, each on or off. They never turn a run red.")),
  ),
  comment: z.optional(
    z
      .boolean()
      .check(z.meta({ description: "Write the one comment on a pull request that leaks.", default: defaults.comment })),
  ),
  suggestions: z.optional(
    z.boolean().check(
      z.meta({
        description: "Write review comments on the leaking lines, with a suggestion to accept.",
        default: defaults.suggestions,
      }),
    ),
  ),
  check: z.optional(z.boolean().check(z.meta({ description: "Create the check run.", default: defaults.check }))),
  "push-check": z.optional(
    z.enum(["always", "findings"]).check(
      z.meta({
        description:
          "When a push gets a check run, where `check` is on: `always`, or `findings`, only when there is something to say. A commit that was red turns green again in either case.",
        default: defaults.pushCheck,
      }),
    ),
  ),
  limits: z.optional(limits),
};

const kindIds = Object.keys(kinds) as KindId[];
const graceRange = `must be a number of seconds from 0 to ${longestGrace}`;

const revocationRule = z
  .strictObject({
    kind: z.optional(z.enum(kindIds).check(described("Only keys of this kind."))),
    severity: z.optional(z.enum(["critical", "high", "medium"]).check(described("Only keys of this severity."))),
    mode: z.optional(
      z
        .enum(["off", "by-hand", "proven"])
        .check(
          described(
            "`off`: Keyhawk does not revoke these keys; `by-hand`: when a person asks for it; `proven`: without asking, where OpenAI proves whose key it is.",
          ),
        ),
    ),
    grace: z.optional(
      z
        .int(graceRange)
        .check(
          z.minimum(0, graceRange),
          z.maximum(longestGrace, graceRange),
          described("Seconds until such a key expires when it is revoked; 0 deletes it at once."),
        ),
    ),
  })
  .check(
    z.refine(({ mode, grace }) => mode !== undefined || grace !== undefined, "an entry sets `mode`, `grace` or both"),
  );

const modeRule = z
  .strictObject({
    repository: pattern.check(
      described("A pattern for names of repositories, without the owner, in any case: `shop`, `payments-*`."),
    ),
    mode: z.enum(["observe", "enforce"]).check(described("The mode of those repositories.")),
  })
  .check(described("The mode of some repositories."));

/** Fields of the organisation's file, which have no effect in another. */
const ownersFields = {
  mode: z.optional(
    z.enum(["observe", "enforce"]).check(
      z.meta({
        description:
          "In the organisation's file only: `observe`, findings become incidents, and nothing is published in repositories, turned red or revoked; `enforce`, everything.",
        default: "enforce",
      }),
    ),
  ),
  modes: z.optional(
    z.array(modeRule).check(
      z.maxLength(1_000, "at most 1000 entries"),
      z.meta({
        description:
          "In the organisation's file only: the mode of some repositories. The last entry that matches decides, before `mode`.",
        default: [],
      }),
    ),
  ),
  revoke: z.optional(
    z.array(revocationRule).check(
      z.maxLength(100, "at most 100 entries"),
      z.meta({
        description:
          "In the organisation's file only: which keys Keyhawk revokes, and with which grace, by kind and severity. The last entry that matches decides. `mode` cannot allow more than the operator's setting.",
        default: [],
      }),
    ),
  ),
  redact: z.optional(
    z.boolean().check(
      z.meta({
        description:
          "In the organisation's file only: replace a key in an issue, discussion, review, release or comment by its masked form. Earlier revisions of the text must be deleted by hand.",
        default: false,
      }),
    ),
  ),
  "revoke-teams": z.optional(
    z
      .array(
        z
          .string()
          .check(z.regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, "a team is named as in its address on GitHub: `security`")),
      )
      .check(
        z.maxLength(50, "at most 50 teams"),
        z.meta({
          description:
            "In the organisation's file only: teams whose members may have keys revoked by a comment or a button, like maintainers and admins of the repository.",
          default: [],
        }),
      ),
  ),
};

/** The fields allowed in a `keyhawk.yml`. */
export const configuration = z
  .strictObject({
    ...fields,
    ...ownersFields,
    enforce: z.optional(
      z.array(z.enum(Object.keys(fields) as (keyof typeof fields)[])).check(
        z.meta({
          description:
            "In the organisation's file only: fields that the files of repositories must not set. The organisation's value, or the default, applies.",
          default: [],
        }),
      ),
    ),
  })
  .check(z.meta({ title: "Keyhawk", description: "Configuration of Keyhawk: .github/keyhawk.yml" }));

export type Configuration = z.output<typeof configuration>;

/** The JSON Schema (draft 2020-12) that the package ships as `schema/keyhawk.schema.json`. */
export function configurationSchema(): object {
  return z.toJSONSchema(configuration, { target: "draft-2020-12", io: "input" });
}
