import { type Rewrite, splice, type Target } from "./target.ts";
import { parentKey } from "./yaml-parent.ts";

const byPath =
  /(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?|manifests?|kustomize|overlays|argocd|deploy(?:ment)?s?)\/|(?:^|\/)[^/]*(?:deployment|statefulset|daemonset|cronjob|rollout|pod|job)[^/]*\.ya?ml$/i;
const secretManifest = /secret|configmap|(?:^|\/)values[^/]*\.ya?ml$/i;

/** True for a manifest of Kubernetes, by its path or by its first fields. */
export function isManifest({ path, file }: Target): boolean {
  return byPath.test(path) || (file !== null && /^apiVersion\s*:/m.test(file) && /^kind\s*:/m.test(file));
}

/** The value of a container's variable becomes a reference to a Secret. */
export function kubernetes(target: Target): Rewrite | null {
  if (secretManifest.test(target.path)) return null;
  // Parameters of other resources have a name and a value, too.
  if (target.file !== null && parentKey(target) !== "env") return null;
  const name = target.variable.toLowerCase().replace(/_/g, "-");
  const secret = name.replace(/-(?:key|token|secret)$/, "").replace(/-api$/, "") || "openai";
  const needs = `It needs a Secret that is not in git: \`kubectl create secret generic ${secret} --from-literal=${name}=…\`, or External Secrets.`;
  const value = /^(\s*)(-\s+)?value:\s+(["']?)$/.exec(target.before);
  if (value !== null && new RegExp(`^${value[3]}\\s*(?:#.*)?$`).test(target.after)) {
    const [, indent = "", dash = ""] = value;
    // A dash is part of the indentation of the keys after it.
    const inner = indent + " ".repeat(dash.length);
    const lines = [
      `${indent}${dash}valueFrom:`,
      `${inner}  secretKeyRef:`,
      `${inner}    name: ${secret}`,
      `${inner}    key: ${name}`,
    ];
    return { text: lines.join("\n"), needs };
  }
  return flowValue(target, { secret, name, needs });
}

/** `- {name: X, value: …}`, on one line. */
function flowValue(
  target: Target,
  { secret, name, needs }: { readonly secret: string; readonly name: string; readonly needs: string },
): Rewrite | null {
  const value = /\bvalue:\s+(["']?)$/.exec(target.before);
  const quote = value?.[1] ?? "";
  if (value === null || !/^\s*-\s+\{/.test(target.line) || !/\bname:\s*["']?\w/.test(target.line)) return null;
  if (!target.after.startsWith(quote) || !/^\s*[,}]/.test(target.after.slice(quote.length))) return null;
  const reference = `valueFrom: { secretKeyRef: { name: ${secret}, key: ${name} } }`;
  return splice(target, value.index, target.end + quote.length, reference, needs);
}
