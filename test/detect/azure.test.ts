import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { randomText } from "../keys.ts";

const key = randomText("old azure", 32, "hex");
const host = "https://example.openai.azure.com/";

function found(text: string): string[] {
  return detect(Buffer.from(text, "latin1")).detections.map(({ credential, severity, confidence, start, end }) => {
    expect(text.slice(start, end)).toBe(credential.reveal());
    expect(credential.kind).toBe("azure-openai-key");
    return `${severity} ${confidence} ${credential.reveal()}`;
  });
}

describe("an old Azure OpenAI key", () => {
  it.each([
    `AZURE_OPENAI_API_KEY=${key}`,
    `AZURE_OPENAI_KEY: "${key}"`,
    `export AZURE_OPENAI_API_KEY='${key}'`,
    `azure_openai_key = "${key}"\n`,
    `azureOpenAIKey: "${key}",`,
    `endpoint = "${host}"\napi_key = "${key}"`,
    `api_key = "${key}"\nendpoint = "${host}"`,
    `curl ${host} -H "api-key: ${key}"`,
    `{"endpoint":"${host}","apiKey":"${key}"}`,
  ])("is found in %s", (text) => {
    expect(found(text)).toEqual([`high low ${key}`]);
  });

  it("is found once beside many names, and each of several is", () => {
    const other = randomText("another", 32, "hex");
    expect(found(`${host} ${host} api_key=${key}\n${host} api_key=${other}`)).toEqual([
      `high low ${key}`,
      `high low ${other}`,
    ]);
  });

  it.each([
    ["no Azure name is near", `api_key = "${key}"`],
    ["the name is too far away", `${host}${" ".repeat(500)}api_key = "${key}"`],
    ["it is given to no key", `# ${host}\ncommit ${key}`],
    ["it is a longer hash", `AZURE_OPENAI_API_KEY=${key}${key}`],
    ["it is a shorter one", `AZURE_OPENAI_API_KEY=${key.slice(1)}`],
    ["it holds capitals", `AZURE_OPENAI_API_KEY=${key.toUpperCase()}`],
    ["it is part of a path", `AZURE_OPENAI_API_KEY=/files/${key}/x`],
    ["it is a placeholder", `AZURE_OPENAI_API_KEY=${"0".repeat(32)}`],
  ])("is not found when %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
