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
    `{"Endpoint":"${host}","Key":"${key}"}`,
    `- name: AZURE_OPENAI_API_KEY\n  value: ${key}\n`,
    `    - name: AZURE_OPENAI_API_KEY\n      value: "${key}"\n`,
    `{"name":"AZURE_OPENAI_API_KEY","slotSetting":false,"value":"${key}"}`,
    `{"name": "api-key", "value": "${key}"}], "url": "${host}"`,
    `{"key": "api-key", "value": "${key}"}], "url": "${host}"`,
    `new OpenAIClient(new Uri("${host}"), new AzureKeyCredential("${key}"))`,
    `AzureOpenAIClient(endpoint, new ApiKeyCredential("${key}"))`,
    `AzureOpenAI(api_key="${key}", azure_endpoint=VAR)`,
    `AzureOpenAI(azure_endpoint=os.getenv("X"), api_key="${key}")`,
    `AzureChatOpenAI(\n    deployment="x",\n    api_key="${key}",\n)`,
    `new AzureOpenAI({ apiKey: "${key}" })`,
    `"AzureOpenAI": {\n  "Endpoint": "%E%",\n  "Key": "${key}"\n}`,
    `"AzureOpenAI": { "ApiKey": "${key}" }`,
    `AzureOpenAI:\n  Endpoint: x\n  Key: ${key}\n`,
    `azure_openai:\n  nested:\n    api_key: "${key}"\n`,
    `[AzureOpenAI]\nendpoint = x\nkey = ${key}\n`,
    `ENV AZURE_OPENAI_API_KEY ${key}`,
    `setx AZURE_OPENAI_API_KEY "${key}"`,
    `set -x AZURE_OPENAI_API_KEY ${key}`,
    `process.env.AZURE_OPENAI_API_KEY || "${key}"`,
    `process.env["AZURE_OPENAI_API_KEY"] ?? '${key}'`,
    `os.getenv("AZURE_OPENAI_API_KEY", "${key}")`,
    `os.getenv("AZURE_OPENAI_API_KEY") or "${key}"`,
    `os.environ["AZURE_OPENAI_API_KEY"] = "${key}"`,
    `\${AZURE_OPENAI_API_KEY:-${key}}`,
    `<add key="AzureOpenAIKey" value="${key}"/>`,
    `<AzureOpenAIKey>${key}</AzureOpenAIKey>`,
    `<string name="azure_openai_key">${key}</string>`,
    `<key>AzureOpenAIKey</key>\n\t<string>${key}</string>`,
    `"{\\"AZURE_OPENAI_API_KEY\\": \\"${key}\\"}"`,
    `const azureOpenAIKey: string = "${key}";`,
    `azure_openai_key: str = "${key}"`,
    `spring.ai.azure.openai.api-key=${key}`,
    `variable "azure_openai_key" {\n  default = "${key}"\n}`,
    `Azure OpenAI key: ${key} (${host})`,
    `az x --endpoint ${host} --api-key ${key}`,
    `AZURE_OPENAI_KEY_1=${key}`,
    `AZURE_OPENAI_CONTOSO_KEY2=${key}`,
    `AzureOpenAI__ApiKey=${key}`,
    `dotnet user-secrets set "AzureOpenAI:Key" "${key}"`,
    `curl ${host} -H 'Ocp-Apim-Subscription-Key: ${key}'`,
    `openai.api_base = "${host}"\nopenai.api_key = "${key}"`,
  ])("is found in %s", (text) => {
    expect(found(text)).toEqual([`high low ${key}`]);
  });

  it("is reported once when many names are near it, and several keys are each reported", () => {
    const other = randomText("another", 32, "hex");
    expect(found(`${host} ${host} api_key=${key}\n${host} api_key=${other}`)).toEqual([
      `high low ${key}`,
      `high low ${other}`,
    ]);
  });

  it.each([
    ["no Azure name is near", `api_key = "${key}"`],
    ["the name is too far away", `${host}${" ".repeat(500)}api_key = "${key}"`],
    ["it is not assigned to a key", `# ${host}\ncommit ${key}`],
    ...["AZURE_OPENAI_API_KEY_ID", "AZURE_OPENAI_API_KEY_HASH", "AZURE_OPENAI_KEY_MD5", "AZURE_OPENAI_KEY_PREFIX"].map(
      (name) => [`it is assigned to ${name}`, `${name}=${key}`],
    ),
    ...["AZURE_OPENAI_CACHE_KEY", "azure_openai_token_cache_key", "AZURE_OPENAI_KEY_VERSION"].map((name) => [
      `it is assigned to ${name}`,
      `${name}=${key}`,
    ]),
    ...["DD_API_KEY", "OPENWEATHER_API_KEY", "NEWS_API_KEY", "BING_SEARCH_V7_SUBSCRIPTION_KEY"].map((name) => [
      `it is assigned to ${name}`,
      `AZURE_OPENAI_ENDPOINT=${host}\n${name}=${key}`,
    ]),
    ...["azure_instrumentation_key", "api_key_version", "azure_key_vault_key_version", "azureKeyVersion"].map(
      (name) => [`it is assigned to ${name}`, `endpoint: ${host}\n${name}: ${key}`],
    ),
    ["a key stands beside a name, but in nothing of it", `AzureOpenAI(endpoint)\ncache = Cache(key="${key}")`],
    ["its name is another's", `{"name":"DD_API_KEY","value":"${key}"},{"name":"AZURE_OPENAI_ENDPOINT","value":"x"}`],
    ["a blank separates words", `the api key ${key} of ${host}`],
    ["it is a longer hash", `AZURE_OPENAI_API_KEY=${key}${key}`],
    ["it is a shorter one", `AZURE_OPENAI_API_KEY=${key.slice(1)}`],
    ["it holds capitals", `AZURE_OPENAI_API_KEY=${key.toUpperCase()}`],
    ["it is part of a path", `AZURE_OPENAI_API_KEY=/files/${key}/x`],
    ["it is a placeholder", `AZURE_OPENAI_API_KEY=${"0".repeat(32)}`],
  ])("is not found when %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
