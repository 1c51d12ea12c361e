import type { Address } from "../source/document.ts";

/** A secret store that suits the file in which a key was found. */
export interface Store {
  readonly name: string;
  readonly url: string;
  /** How the program gets the key from the store, as a clause. */
  readonly how: string;
}

const stores = {
  codex: {
    name: "Codex's own storage",
    url: "https://developers.openai.com/codex/auth",
    how: "`auth.json` is a login and no configuration: delete it from the repository, add it to `.gitignore`, sign in again with `codex login`, and give a job on CI `CODEX_ACCESS_TOKEN` or an API key from its secrets instead",
  },
  actions: {
    name: "no key at all: workload identity federation",
    url: "https://developers.openai.com/api/docs/guides/workload-identity-federation/github-actions",
    how: "give the job `permissions: id-token: write`, and the SDK's `workloadIdentity` the two identifiers of your organisation, `identityProviderId` and `serviceAccountId`: the job then gets a short-lived token. Where that is not possible, run `gh secret set OPENAI_API_KEY` and read it in the workflow as `${{ secrets.OPENAI_API_KEY }}`",
  },
  kubernetes: {
    name: "a Kubernetes Secret that is not in git",
    url: "https://kubernetes.io/docs/concepts/configuration/secret/",
    how: "create it with `kubectl create secret generic openai --from-file=api-key=/dev/stdin`, or by External Secrets or Sealed Secrets, and refer to it with `secretKeyRef`; base64 in a manifest is not encryption",
  },
  aws: {
    name: "AWS Secrets Manager",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    how: "store it with `aws secretsmanager create-secret --name openai-api-key --secret-string file:///dev/stdin`, and let the task, function or instance role read it when it starts",
  },
  azure: {
    name: "Azure Key Vault",
    url: "https://learn.microsoft.com/azure/key-vault/general/overview",
    how: "store it with `az keyvault secret set --vault-name VAULT --name openai-api-key --file /dev/stdin`, and let the app's managed identity read it; an Azure OpenAI resource can do without keys altogether",
  },
  google: {
    name: "Google Secret Manager",
    url: "https://cloud.google.com/secret-manager/docs/overview",
    how: "store it with `gcloud secrets create openai-api-key --data-file=-`, and mount it as an environment variable of the service",
  },
  vault: {
    name: "HashiCorp Vault",
    url: "https://developer.hashicorp.com/vault/docs/secrets/kv",
    how: "store it with `vault kv put secret/openai api-key=-`, declare the value `sensitive` and give it from Vault or as `TF_VAR_…`; the state file holds it in plain text, so protect that too",
  },
  compose: {
    name: "Docker secrets",
    url: "https://docs.docker.com/compose/how-tos/use-secrets/",
    how: "give it when the container runs, with `docker run --env OPENAI_API_KEY IMAGE` or as a secret of the service with `environment: OPENAI_API_KEY`, never in the image: `ENV` and `ARG` stay readable in its layers",
  },
  onePassword: {
    name: "1Password",
    url: "https://developer.1password.com/docs/cli/secrets-environment-variables/",
    how: "write `OPENAI_API_KEY=op://VAULT/ITEM/credential` into the `.env` file, which then holds a reference and no key, and start the program with `op run --env-file=.env -- PROGRAM`",
  },
} as const satisfies Record<string, Store>;

const byPath: readonly (readonly [RegExp, keyof typeof stores])[] = [
  [/(?:^|\/)(?:\.codex\/[^/]*|auth)\.json$/i, "codex"],
  [/^\.github\/|(?:^|\/)action\.ya?ml$/i, "actions"],
  [/\.(?:tf|tfvars|hcl|tofu)$|\.tfvars\.json$|(?:^|\/)vault\//i, "vault"],
  [
    /(?:^|\/)(?:azure|bicep)[^/]*\/|azure-pipelines[^/]*\.ya?ml$|\.bicep$|(?:^|\/)(?:host|local\.settings)\.json$/i,
    "azure",
  ],
  [/(?:^|\/)(?:app\.ya?ml|cloudbuild[^/]*\.ya?ml)$|(?:^|\/)(?:gcp|cloud-?run)[^/]*\//i, "google"],
  [
    /(?:^|\/)(?:samconfig\.toml|serverless[^/]*\.ya?ml|buildspec[^/]*\.ya?ml|template\.ya?ml|cdk\.json|task-definition[^/]*\.json)$|(?:^|\/)(?:aws|cloudformation|lambda|ecs)[^/]*\//i,
    "aws",
  ],
  [/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|\.(?:dockerfile)$/i, "compose"],
  [
    /(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?|manifests?|kustomize|overlays|argocd|deploy(?:ment)?s?)\/.*\.(?:ya?ml|json)$|(?:secret|deployment|configmap|statefulset|daemonset|cronjob|values)[^/]*\.ya?ml$/i,
    "kubernetes",
  ],
  [/(?:^|\/)\.env[^/]*$|\.env$|(?:^|\/)\.(?:bash|zsh)[^/]*$/i, "onePassword"],
];

/** What to do about a line that cannot be changed safely, where the file belongs to no store. */
export const takeOut = "Take it out of this line and let the program read it from its environment or a secret store.";

/** The store that suits the file in which a key was found; null when the file suggests none. */
export function storeFor(address: Pick<Address, "path">): Store | null {
  const { path } = address;
  if (path === null) return null;
  const match = byPath.find(([pattern]) => pattern.test(path));
  return match ? stores[match[1]] : null;
}

/** The advice when the place does not suggest a store. */
export const anyStore =
  "Keep the new key where your programs run, not where your code is: GitHub Actions secrets, a Kubernetes Secret outside git, AWS Secrets Manager, Azure Key Vault, Google Secret Manager, HashiCorp Vault or 1Password.";
