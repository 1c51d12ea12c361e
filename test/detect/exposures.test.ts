import { describe, expect, it } from "vitest";
import { detectExposures } from "../../src/detect/exposures/detect-exposures.ts";
import { type ExposureId, exposures } from "../../src/detect/exposures/exposure.ts";
import { makeKey } from "../keys.ts";

const everyId = Object.keys(exposures) as ExposureId[];

function found(path: string | null, text: string, only: readonly ExposureId[] = everyId) {
  const bytes = Buffer.from(text, "latin1");
  return detectExposures(bytes, path, only).map(
    ({ id, start, end }) => `${id}: ${bytes.toString("latin1", start, end)}`,
  );
}

const client = 'import OpenAI from "openai";\n';
const key = makeKey("openai-project-key", "exposure");
const flag = "dangerouslyAllowBrowser: true";

describe("a client that is allowed in the browser", () => {
  it.each([
    ["src/chat.ts", `${client}new OpenAI({ ${flag} });`, flag],
    ["src/Chat.vue", `${client}new OpenAI({ ${flag} });`, flag],
    [
      "src/chat.js",
      `${client}const options = { "dangerouslyAllowBrowser" : true };`,
      'dangerouslyAllowBrowser" : true',
    ],
    [null, `${client}new OpenAI({ ${flag} });`, flag],
    ["dist/app.js", `${client}new a({apiKey:k,dangerouslyAllowBrowser:!0})`, "dangerouslyAllowBrowser:!0"],
    [
      "src/chat.ts",
      `${client}const o = {\n  dangerouslyAllowBrowser:\n    true };`,
      "dangerouslyAllowBrowser:\n    true",
    ],
    ["docs/chat.mdx", `${client}new OpenAI({ ${flag} });`, flag],
    ["chat.ipynb", `"import OpenAI from 'openai';\\n",\n"new OpenAI({ ${flag} });"`, flag],
    ["src/chat.ts", `${client}const url = "https://x.example//y"; new OpenAI({ ${flag} });`, flag],
    ["src/chat.ts", `${client}/* one */ new OpenAI({ ${flag} }); /* two */`, flag],
    ["src/chat.ts", `${client}glob("src/**/*.ts"); glob("src/*"); new OpenAI({ ${flag} });`, flag],
  ])("is found in %s", (path, text, telling) => {
    expect(found(path, text)).toEqual([`browser-client: ${telling}`]);
  });
  it.each([
    ["is not allowed", "src/chat.ts", `${client}new OpenAI({ dangerouslyAllowBrowser: false });`],
    ["is another vendor's", "src/chat.ts", `import Other from "other";\nnew Other({ ${flag} });`],
    ["is in a comment", "src/chat.ts", `${client}// new OpenAI({ ${flag} });`],
    ["is an other vendor's beside ours", "src/chat.ts", `${client}new Anthropic({ ${flag} });`],
    ["stands in a comment of several lines", "src/chat.ts", `${client}/* as in\n  new OpenAI({ ${flag} }) */`],
    ["stands in a comment after code", "src/chat.ts", `${client}x; // ${flag}`],
    ["is off, minified", "src/chat.ts", `${client}new OpenAI({dangerouslyAllowBrowser:!1});`],
    ["is in prose", "README.md", `${client}new OpenAI({ ${flag} });`],
    ["is only declared", "src/client.d.ts", `${client}const options: { ${flag} };`],
    ["is not ours to change", "node_modules/openai/client.js", `${client}new OpenAI({ ${flag} });`],
    ["is a longer name", "src/chat.ts", `${client}const notdangerouslyAllowBrowser = true;`],
  ])("is not found when it %s", (_, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe("a variable that bundlers publish", () => {
  const prefixes = [
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "EXPO_PUBLIC_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "GATSBY_",
    "VUE_APP_",
    "NG_APP_",
  ];
  it.each(prefixes)("is found with the prefix %s", (prefix) => {
    expect(found(".env", `A=1\n${prefix}OPENAI_API_KEY=\n`)).toEqual([`client-side-variable: ${prefix}OPENAI_API_KEY`]);
  });
  it.each([
    "VITE_OPENAI_APIKEY",
    "VITE_OPENAIKEY",
    "VITE_OPEN_AI_KEY",
    "VITE_MY_OPENAI_API_TOKEN",
    "VITE_OPENAI_PROJECT_SECRET",
  ])("is found as %s", (name) => {
    expect(found("src/env.ts", `const key = import.meta.env.${name};`)).toEqual([`client-side-variable: ${name}`]);
  });
  it.each([
    ["has no such prefix", ".env", "OPENAI_API_KEY=x"],
    ["is not a key", ".env", "VITE_OPENAI_BASE_URL=x\nVITE_OPENAI_MODEL=y"],
    ["is a number of tokens", ".env", "VITE_OPENAI_MAX_TOKEN=4"],
    ["is another vendor's", ".env", "VITE_OTHER_API_KEY=x"],
    ["is part of a longer name", ".env", "INVITE_OPENAI_API_KEY=x\nVITE_OPENAI_API_KEYS=y"],
    ["is in prose", "docs/setup.md", "Never set VITE_OPENAI_API_KEY."],
    ["is in a comment", ".env", "# VITE_OPENAI_API_KEY=x"],
  ])("is not found when it %s", (_, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe("a variable of a Nuxt configuration", () => {
  it("is found when it is public", () => {
    const text = "export default { runtimeConfig: { apiSecret: 1, public: { a: 1, k: process.env.OPENAI_API_KEY } } };";
    expect(found("nuxt.config.ts", text)).toEqual(["client-side-variable: process.env.OPENAI_API_KEY"]);
  });
  it("is not found where it is not", () => {
    const text = "export default { runtimeConfig: { k: process.env.OPENAI_API_KEY, public: { a: 1 } } };";
    expect(found("nuxt.config.ts", text)).toEqual([]);
  });
});

describe("a literal given to the client", () => {
  const call = `${client}new OpenAI({ apiKey: "${key}" });`;
  const telling = `client-side-literal: apiKey: "${key}"`;
  it.each(["src/Chat.vue", "public/app.js", "site/static/chat.mjs", "index.html", "src/App.svelte"])(
    "is found in %s",
    (path) => {
      expect(found(path, call)).toEqual([telling]);
    },
  );
  it.each([
    [
      "a Bearer header",
      "public/app.js",
      `fetch("https://api.openai.com/v1", { headers: { Authorization: "Bearer ${key}" } })`,
      `Bearer ${key}`,
    ],
    ["a variable named after the key", "src/Chat.vue", `const OPENAI_API_KEY = "${key}";`, `OPENAI_API_KEY = "${key}"`],
    ["an argument in Swift", "App.swift", `let openAI = OpenAI(apiToken: "${key}")`, `apiToken: "${key}"`],
    ["an assignment in Dart", "lib/chat.dart", `OpenAI.apiKey = '${key}';`, `apiKey = '${key}'`],
  ])("is found in %s", (_, path, text, telling) => {
    expect(found(path, text)).toEqual([`client-side-literal: ${telling}`]);
  });
  it("is found when a script is marked as client-side", () => {
    expect(found("app/chat.tsx", `"use client";\n${call}`)).toEqual([telling]);
    expect(found("app/chat.tsx", `// Chat.\n'use client'\n${call}`)).toEqual([telling]);
  });
  it.each([
    ["runs on a server", "src/server.ts", call],
    ["has no file", null, call],
    ["is read from the environment", "src/Chat.vue", `${client}new OpenAI({ apiKey: process.env.KEY });`],
    ["is a placeholder", "src/Chat.vue", `${client}new OpenAI({ apiKey: "sk-${"x".repeat(48)}" });`],
    ["is in a comment", "src/Chat.vue", `${client}// apiKey: "${key}"`],
  ])("is not found when it %s", (_, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe("a variable of a container image", () => {
  it.each([
    ["set by ENV", "Dockerfile", "ENV OPENAI_API_KEY=abcdef123456", "OPENAI_API_KEY=abcdef123456"],
    ["set by ENV with a blank", "Dockerfile", "ENV OPENAI_API_KEY abcdef123456", "OPENAI_API_KEY abcdef123456"],
    [
      "set by ARG in a Dockerfile with a suffix",
      "deploy/Dockerfile.prod",
      'ARG OPENAI_API_KEY="abcdef123456"',
      'OPENAI_API_KEY="abcdef123456"',
    ],
    [
      "continued in a Containerfile",
      "Containerfile",
      "ENV A=1 \\\n  OPENAI_API_KEY=abcdef123456",
      "OPENAI_API_KEY=abcdef123456",
    ],
    ["spelt APIKEY", "Dockerfile-prod", "ENV OPENAI_APIKEY=abcdef123456", "OPENAI_APIKEY=abcdef123456"],
    [
      "after a comment within the instruction",
      "Dockerfile",
      "ENV A=b \\\n  # the key\n  OPENAI_API_KEY=abcdef123456",
      "OPENAI_API_KEY=abcdef123456",
    ],
    [
      "set by a lower-case instruction",
      "api.dockerfile",
      "env AZURE_OPENAI_API_KEY=abcdef123456",
      "AZURE_OPENAI_API_KEY=abcdef123456",
    ],
  ])("is found when it is %s", (_, path, line, telling) => {
    expect(found(path, `FROM node\n${line}\nRUN make\n`)).toEqual([`image-variable: ${telling}`]);
  });
  it.each([
    ["has no value", "Dockerfile", "ARG OPENAI_API_KEY"],
    ["has an empty value", "Dockerfile", 'ENV OPENAI_API_KEY=""'],
    ["has a stand-in", "Dockerfile", "ENV OPENAI_API_KEY=your-key-here"],
    ...["<your key>", "sk-xxxx", "sk-...", "sk-dummy", "dummy-for-build", "not-set", "insert_key_here"].map((value) => [
      `has the stand-in ${value}`,
      "Dockerfile",
      `ENV OPENAI_API_KEY=${value}`,
    ]),
    ["is a number of tokens", "Dockerfile", "ENV OPENAI_MAX_TOKEN=5"],
    ["is in a comment within an instruction", "Dockerfile", "ENV A=b \\\n  # OPENAI_API_KEY=abcdef123456\n  B=c"],
    ["is in a comment", "Dockerfile", "# ENV OPENAI_API_KEY=abcdef123456"],
    ["is not a key", "Dockerfile", "ENV OPENAI_MODEL=abcdef123456"],
    ["is in another file", "run.sh", "ENV OPENAI_API_KEY=abcdef123456"],
  ])("is not found when it %s", (_, path, line) => {
    expect(found(path, `FROM node\n${line}\n`)).toEqual([]);
  });
});

describe("rules", () => {
  const text = `${client}new OpenAI({ ${flag}, apiKey: "${key}" }); import.meta.env.VITE_OPENAI_API_KEY;`;
  const all: readonly ExposureId[] = ["browser-client", "client-side-literal", "client-side-variable"];
  it("report findings in order of offset", () => {
    expect(found("public/app.js", text).map((line) => line.replace(/:.*/, ""))).toEqual(all);
  });
  it.each(all)("include %s when it is the only one enabled", (id) => {
    expect(found("public/app.js", text, [id]).map((line) => line.replace(/:.*/, ""))).toEqual([id]);
    expect(
      found(
        "public/app.js",
        text,
        all.filter((other) => other !== id),
      ),
    ).toHaveLength(2);
  });
});
