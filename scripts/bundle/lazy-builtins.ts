import type { Plugin } from "esbuild";

/**
 * Takes Node's own modules without their ES module form: making that reads every property of a module, and with those of
 * `node:fs` and `node:util` loads Node's streams, promises and more, 10 ms in each process and thread.
 */
export const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      // What is required is taken this way already.
      kind === "import-statement" ? { path, namespace: "builtin" } : null,
    );
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};
