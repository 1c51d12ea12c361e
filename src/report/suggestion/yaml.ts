import { contextOf, doubleQuoted, stringForm } from "./literal.ts";
import { shell } from "./shell.ts";
import { inPlace, placeholder, type Rewrite, splice, type Target } from "./target.ts";

const lexicon = {
  strings: [doubleQuoted, stringForm(/'/, "'", "doubled")],
  lineComments: ["#"],
  blankBeforeComment: true,
} as const;

const paths = {
  workflow: /^\.github\/workflows\//,
  compositeAction: /(?:^|\/)action\.ya?ml$/i,
  compose: /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i,
  gitlab: /(?:^|\/)\.gitlab-ci[^/]*\.ya?ml$/i,
  azurePipelines: /(?:^|\/)\.?azure-pipelines[^/]*(?:\.ya?ml$|\/)/i,
  serverless: /(?:^|\/)serverless[^/]*\.ya?ml$/i,
  ansible: /(?:^|\/)(?:ansible|playbooks?|roles|group_vars|host_vars)\//i,
  noVariables: /^\.circleci\/|(?:^|\/)\.travis\.ya?ml$|(?:^|\/)(?:cloudbuild|buildspec|template)[^/]*\.ya?ml$/i,
  kubernetes:
    /(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?|manifests?|kustomize|overlays|argocd|deploy(?:ment)?s?)\/|(?:^|\/)[^/]*(?:deployment|statefulset|daemonset|cronjob|rollout|pod|job)[^/]*\.ya?ml$/i,
  secretManifest: /secret|configmap|(?:^|\/)values[^/]*\.ya?ml$/i,
} as const;

/** How a YAML file refers to a variable, by the program that reads the file. */
interface Spelling {
  readonly text: string;
  readonly needs: string | null;
  /** True when a scalar that is only this must be quoted. */
  readonly quoted?: boolean;
}

/** A suggestion for YAML, by the program that reads the file: GitHub Actions, Kubernetes, Compose, pipelines and others. */
export function yaml(target: Target): Rewrite | null {
  const context = contextOf(target.line, target.start, target.end, lexicon);
  if (context.type === "comment") return placeholder(target);
  if (context.type === "unclear") return null;
  if (paths.kubernetes.test(target.path) && !paths.compose.test(target.path)) return kubernetes(target);
  const spelling = spellingOf(target);
  if (spelling === null) return null;
  const { text, needs } = spelling;
  if (context.type === "literal") {
    // A mapping's key must not change.
    if (/^\s*:/.test(target.line.slice(context.end))) return null;
    const whole = context.before + context.after === "";
    // Single quotes in the replacement would end a single-quoted scalar.
    if (context.open === "'" && text.includes("'")) {
      return whole ? splice(target, context.start, context.end, `"${text}"`, needs) : null;
    }
    return inPlace(target, text, needs);
  }
  if (!isPlainScalar(target)) return isShellLine(target) ? shellLine(target, spelling) : null;
  return inPlace(target, spelling.quoted || opensFlow(target) ? `"${text}"` : text, needs);
}

function spellingOf(target: Target): Spelling | null {
  const { path, variable, before } = target;
  const setsItself = new RegExp(`(?:^|[\\s"'{-])${variable}["']?\\s*[:=]\\s*["']?$`).test(before);
  const plain = { text: `\${${variable}}`, needs: null };
  if (paths.workflow.test(path)) {
    return { text: `\${{ secrets.${variable} }}`, needs: `Add \`${variable}\` to the repository's Actions secrets.` };
  }
  if (paths.compositeAction.test(path) || paths.noVariables.test(path)) return null;
  if (paths.compose.test(path)) return plain;
  if (paths.gitlab.test(path)) {
    return setsItself
      ? null
      : { text: `$${variable}`, needs: `Add \`${variable}\` as a masked variable in the CI/CD settings.` };
  }
  if (paths.azurePipelines.test(path)) {
    return { text: `$(${variable})`, needs: `Add \`${variable}\` as a secret variable of the pipeline.` };
  }
  if (paths.serverless.test(path)) return { text: `\${env:${variable}}`, needs: null };
  if (paths.ansible.test(path)) return { text: `{{ lookup('env', '${variable}') }}`, needs: null, quoted: true };
  if (paths.secretManifest.test(path)) return null;
  return {
    ...plain,
    needs: `What reads this file must put the variable in for \`\${${variable}}\`; where it does not, let the program read \`${variable}\` itself.`,
  };
}

/** `value: …` of a container's environment becomes a reference to a Secret. */
function kubernetes(target: Target): Rewrite | null {
  if (paths.secretManifest.test(target.path)) return null;
  const value = /^(\s*)value:\s+(["']?)$/.exec(target.before);
  if (value === null || !new RegExp(`^${value[2]}\\s*(?:#.*)?$`).test(target.after)) return null;
  const indent = value[1] ?? "";
  const name = target.variable.toLowerCase().replace(/_/g, "-");
  const secret = name.replace(/-(?:key|token|secret)$/, "").replace(/-api$/, "") || "openai";
  return {
    text: [
      `${indent}valueFrom:`,
      `${indent}  secretKeyRef:`,
      `${indent}    name: ${secret}`,
      `${indent}    key: ${name}`,
    ].join("\n"),
    needs: `It needs a Secret that is not in git: \`kubectl create secret generic ${secret} --from-literal=${name}=…\`, or External Secrets.`,
  };
}

/** True when the key is a plain scalar's whole text: after `key: ` or `- `, or in a flow collection. */
function isPlainScalar(target: Target): boolean {
  const { before, after } = target;
  const begins = /(?:^|[\s{[,])[^\s:{}[\],"']+\s*:\s+$|^\s*(?:-\s+)+$|[[{,]\s*$/.test(before);
  // A bracket or comma after it belongs to a collection only where one was opened on this line.
  const ends = /^\s*(?:$|\s#)/.test(after) || (opensFlow(target) && /^\s*[,\]}]/.test(after));
  // `- NAME=…`, as Compose lists its environment.
  const listed = /^\s*-\s+[A-Za-z_]\w*=$/.test(before) && /^\s*(?:$|\s#)/.test(after);
  return (begins && ends) || listed;
}

function opensFlow(target: Target): boolean {
  return /[[{]/.test(target.before.replace(/\$\{\{?/g, ""));
}

/** A line of a block scalar, or a command after `run: `. */
function isShellLine(target: Target): boolean {
  return /^\s*(?:-\s+)?(?:run:\s+\S|export\s|curl\s|[A-Z_][A-Z0-9_]*=)/.test(target.before);
}

function shellLine(target: Target, spelling: Spelling): Rewrite | null {
  // A workflow's expressions are substituted into a command; elsewhere the shell expands its own variable.
  if (paths.workflow.test(target.path)) return inPlace(target, spelling.text, spelling.needs);
  if (/^\s*(?:-\s+)?[\w-]+:\s/.test(target.before)) return null;
  return shell(target);
}
