import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The parts of a model of `kubernetes-models` that are used here. */
interface Model {
  readonly prototype: { validate(): void };
}

/**
 * What Kubernetes would refuse in a resource: fields of a wrong type, missing ones, and fields that do not exist. Its
 * published schemas allow the last, and so do the validators that are compiled from them; but those read only the fields
 * that exist.
 */
export function manifestMistakes(resource: { readonly apiVersion: string; readonly kind: string }): readonly string[] {
  const { apiVersion, kind } = resource;
  const models = require(`kubernetes-models/${apiVersion}/${kind}`);
  const model = models[kind] as Model;
  const unread = new Set<string>();
  try {
    model.prototype.validate.call(recorded(resource, "", unread));
  } catch (error) {
    return [String(error)];
  }
  return [...unread].map((path) => `${path} does not exist`);
}

/** The same value, which removes the path of each field from `unread` when it is read. */
function recorded(value: object, path: string, unread: Set<string>): object {
  const children = new Map<string, unknown>();
  for (const [name, child] of Object.entries(value)) {
    unread.add(`${path}/${name}`);
    const isObject = typeof child === "object" && child !== null;
    children.set(name, isObject ? recorded(child, `${path}/${name}`, unread) : child);
  }
  return new Proxy(value, {
    get(target, name) {
      if (typeof name !== "string" || !children.has(name)) return Reflect.get(target, name);
      unread.delete(`${path}/${name}`);
      return children.get(name);
    },
  });
}
