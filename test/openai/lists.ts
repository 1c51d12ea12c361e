/** Lists that a project's key may read, by path below the API's root, each with the scope that a restricted key needs. */
const lists: Readonly<Record<string, string>> = {
  models: "api.model.read",
  files: "api.files.read",
  "fine_tuning/jobs": "api.fine_tuning.jobs.read",
  batches: "api.batch.read",
  vector_stores: "api.vector_stores.read",
  "chat/completions": "api.chat.completions.read",
  containers: "api.containers.read",
  evals: "api.evals.read",
  videos: "api.videos.read",
};

/** The scope that reading a list needs; undefined when there is no such list. */
export function scopeOfList(path: string): string | undefined {
  return lists[path];
}

/** True when a key with these scopes may read; no scopes mean all. */
export function mayRead(scopes: readonly string[], scope: string): boolean {
  return scopes.length === 0 || scopes.includes("api.all.read") || scopes.includes(scope);
}
