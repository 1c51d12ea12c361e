import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);

/**
 * Reduces undici, which is there for proxies, to its entry for `fetch`, without WebSocket and EventSource, and with one of
 * its two copies of the HTTP parser: that with SIMD is hardly faster.
 */
export const proxiedClient: Plugin = {
  name: "proxied-client",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: require.resolve("undici/index-fetch.js") }));
    onLoad({ filter: /[\\/]undici[\\/]lib[\\/]web[\\/](?:websocket|eventsource)[\\/][^\\/]+\.js$/ }, () => ({
      contents: "module.exports = {};",
      loader: "js",
    }));
    onLoad({ filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/ }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path.replace("_simd", ""))});`,
      loader: "js",
    }));
  },
};
