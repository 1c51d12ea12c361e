import { isSpring } from "./data-file.ts";
import type { Target } from "./target.ts";
import { parentKey } from "./yaml-parent.ts";

/** How a YAML file refers to a variable, by the program that reads the file. */
export interface Spelling {
  readonly text: string;
  readonly needs: string | null;
  /** A scalar that is only this is quoted, is not quoted since it is a tag, or can be either. */
  readonly scalar: "quoted" | "plain" | "either";
  /** `part`: it may be anywhere in a value; `whole`: it must be the whole value; `text`: in running text, too. */
  readonly where: "part" | "whole" | "text";
}

interface Reader {
  readonly path: RegExp;
  /** What the file contains; any file when absent. */
  readonly file?: RegExp;
  /** Null where this reader cannot refer to a variable here. */
  readonly spell: (target: Target) => Spelling | null;
}

const part = { needs: null, scalar: "either", where: "part" } as const;
const braces = ({ variable }: Target): Spelling => ({ ...part, text: `\${${variable}}` });

/** True where the value is that of the variable itself. */
function setsItself({ variable, before }: Target): boolean {
  return new RegExp(`(?:^|[\\s"'{-])${variable}["']?\\s*[:=]\\s*(?:["'][^"']*)?$`).test(before);
}

/** The first one that fits decides. Readers that are not here take a text as it is. */
const readers: readonly Reader[] = [
  {
    path: /^\.github\/workflows\//,
    spell: ({ variable, file }) => ({
      ...part,
      text: `\${{ secrets.${variable} }}`,
      // Only the whole file tells whether a line is part of a command.
      where: file === null ? "part" : "text",
      needs: `Add \`${variable}\` to the repository's Actions secrets.`,
    }),
  },
  // Compose replaces variables everywhere in the file, whatever quotes are around them.
  {
    path: /(?:^|\/)(?:docker-)?(?:compose|stack)[^/]*\.ya?ml$/i,
    spell: (target) => ({ ...braces(target), where: "text" }),
  },
  {
    path: /(?:^|\/)\.gitlab-ci[^/]*\.ya?ml$|^\.gitlab\/ci\//i,
    spell: (target) =>
      setsItself(target)
        ? null
        : {
            ...part,
            text: `$${target.variable}`,
            needs: `Add \`${target.variable}\` as a masked variable in the CI/CD settings.`,
          },
  },
  {
    path: /(?:^|\/)\.?azure-pipelines[^/]*(?:\.ya?ml$|\/)/i,
    spell: (target) =>
      setsItself(target) && parentKey(target) === "variables"
        ? null
        : {
            ...part,
            text: `$(${target.variable})`,
            needs: `Add \`${target.variable}\` as a secret variable of the pipeline.`,
          },
  },
  {
    path: /(?:^|\/)serverless[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `\${env:${variable}}` }),
  },
  {
    path: /(?:^|\/)(?:ansible|playbooks?|roles|group_vars|host_vars)\/|(?:^|\/)playbook[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `{{ lookup('env', '${variable}') }}`, scalar: "quoted" }),
  },
  {
    path: /litellm[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `os.environ/${variable}`, where: "whole" }),
  },
  {
    path: /\.ya?ml$/i,
    file: /^\s*(?:-\s+)?(?:litellm_params|litellm_settings)\s*:/m,
    spell: ({ variable }) => ({ ...part, text: `os.environ/${variable}`, where: "whole" }),
  },
  { path: /(?:^|\/)librechat[^/]*\.ya?ml$/i, spell: braces },
  {
    path: /(?:^|\/)promptfoo[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `{{env.${variable}}}`, scalar: "quoted" }),
  },
  {
    path: /(?:^|\/)\.?goreleaser[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `{{ .Env.${variable} }}`, scalar: "quoted" }),
  },
  {
    path: /(?:^|\/)otel[^/]*\.ya?ml$|collector[^/]*\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `\${env:${variable}}` }),
  },
  {
    path: /(?:^|\/)mkdocs\.ya?ml$/i,
    spell: ({ variable }) => ({ ...part, text: `!ENV ${variable}`, scalar: "plain", where: "whole" }),
  },
  {
    // Home Assistant and ESPHome.
    path: /\.ya?ml$/i,
    file: /(?:^|\s)!secret\s|^homeassistant\s*:|^esphome\s*:/m,
    spell: ({ variable }) => ({
      text: `!secret ${variable.toLowerCase()}`,
      needs: `Add \`${variable.toLowerCase()}\` to \`secrets.yaml\`, which stays out of git.`,
      scalar: "plain",
      where: "whole",
    }),
  },
  {
    // Rails and others read these files as ERB templates.
    path: /(?:^|\/)config\/[^/]+\.ya?ml$/i,
    file: /<%=/,
    spell: ({ variable }) => ({ ...part, text: `<%= ENV.fetch('${variable}') %>`, where: "part" }),
  },
];

/** How the reader of a YAML file refers to the variable; null where it cannot, or is not known. */
export function spellingIn(target: Target): Spelling | null {
  const { path, file } = target;
  if (isSpring(path)) return braces(target);
  return (
    readers.find((reader) => reader.path.test(path) && (reader.file?.test(file ?? "") ?? true))?.spell(target) ?? null
  );
}

/** True for a file whose scalars hold lines of a shell that the variables of the job reach. */
export function holdsShellLines(path: string): boolean {
  return /(?:^|\/)\.gitlab-ci[^/]*\.ya?ml$|^\.gitlab\/ci\/|^\.circleci\/|(?:^|\/)(?:\.travis|bitbucket-pipelines|buildspec)[^/]*\.ya?ml$/i.test(
    path,
  );
}
