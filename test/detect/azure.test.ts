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
    { title: "an .env file", text: `AZURE_OPENAI_API_KEY=${key}` },
    { title: "a YAML file", text: `AZURE_OPENAI_KEY: "${key}"` },
    { title: "an export of a shell", text: `export AZURE_OPENAI_API_KEY='${key}'` },
    { title: "an assignment in snake case", text: `azure_openai_key = "${key}"\n` },
    { title: "a property in camel case", text: `azureOpenAIKey: "${key}",` },
    { title: "a generic key after an endpoint", text: `endpoint = "${host}"\napi_key = "${key}"` },
    { title: "a generic key before an endpoint", text: `api_key = "${key}"\nendpoint = "${host}"` },
    { title: "an api-key header of curl", text: `curl ${host} -H "api-key: ${key}"` },
    { title: "a JSON object with an endpoint", text: `{"endpoint":"${host}","apiKey":"${key}"}` },
    { title: "a JSON object with an endpoint in Pascal case", text: `{"Endpoint":"${host}","Key":"${key}"}` },
    { title: "a container's environment variable", text: `- name: AZURE_OPENAI_API_KEY\n  value: ${key}\n` },
    {
      title: "a quoted environment variable of a container",
      text: `    - name: AZURE_OPENAI_API_KEY\n      value: "${key}"\n`,
    },
    {
      title: "an app setting of Azure App Service",
      text: `{"name":"AZURE_OPENAI_API_KEY","slotSetting":false,"value":"${key}"}`,
    },
    { title: "a header given as name and value", text: `{"name": "api-key", "value": "${key}"}], "url": "${host}"` },
    { title: "a header given as key and value", text: `{"key": "api-key", "value": "${key}"}], "url": "${host}"` },
    { title: "an AzureKeyCredential", text: `new OpenAIClient(new Uri("${host}"), new AzureKeyCredential("${key}"))` },
    { title: "an ApiKeyCredential", text: `AzureOpenAIClient(endpoint, new ApiKeyCredential("${key}"))` },
    { title: "the first argument of the Python client", text: `AzureOpenAI(api_key="${key}", azure_endpoint=VAR)` },
    {
      title: "a later argument of the Python client",
      text: `AzureOpenAI(azure_endpoint=os.getenv("X"), api_key="${key}")`,
    },
    {
      title: "an argument of LangChain's client",
      text: `AzureChatOpenAI(\n    deployment="x",\n    api_key="${key}",\n)`,
    },
    { title: "an option of the JavaScript client", text: `new AzureOpenAI({ apiKey: "${key}" })` },
    {
      title: "a section of a .NET configuration",
      text: `"AzureOpenAI": {\n  "Endpoint": "%E%",\n  "Key": "${key}"\n}`,
    },
    { title: "a JSON object named after Azure OpenAI", text: `"AzureOpenAI": { "ApiKey": "${key}" }` },
    { title: "a YAML mapping named after Azure OpenAI", text: `AzureOpenAI:\n  Endpoint: x\n  Key: ${key}\n` },
    { title: "a nested YAML mapping", text: `azure_openai:\n  nested:\n    api_key: "${key}"\n` },
    { title: "an INI section", text: `[AzureOpenAI]\nendpoint = x\nkey = ${key}\n` },
    { title: "a Dockerfile's ENV with a blank", text: `ENV AZURE_OPENAI_API_KEY ${key}` },
    { title: "setx of the Windows command prompt", text: `setx AZURE_OPENAI_API_KEY "${key}"` },
    { title: "set -x of fish", text: `set -x AZURE_OPENAI_API_KEY ${key}` },
    { title: "the default after || in JavaScript", text: `process.env.AZURE_OPENAI_API_KEY || "${key}"` },
    { title: "the default after ?? in JavaScript", text: `process.env["AZURE_OPENAI_API_KEY"] ?? '${key}'` },
    { title: "the default of os.getenv in Python", text: `os.getenv("AZURE_OPENAI_API_KEY", "${key}")` },
    { title: "the default after or in Python", text: `os.getenv("AZURE_OPENAI_API_KEY") or "${key}"` },
    { title: "an assignment to os.environ", text: `os.environ["AZURE_OPENAI_API_KEY"] = "${key}"` },
    { title: "the default of a shell variable", text: `\${AZURE_OPENAI_API_KEY:-${key}}` },
    { title: "an app setting in XML attributes", text: `<add key="AzureOpenAIKey" value="${key}"/>` },
    { title: "an XML element", text: `<AzureOpenAIKey>${key}</AzureOpenAIKey>` },
    { title: "an Android string resource", text: `<string name="azure_openai_key">${key}</string>` },
    { title: "a property list", text: `<key>AzureOpenAIKey</key>\n\t<string>${key}</string>` },
    { title: "JSON escaped in a string", text: `"{\\"AZURE_OPENAI_API_KEY\\": \\"${key}\\"}"` },
    { title: "a TypeScript constant with a type", text: `const azureOpenAIKey: string = "${key}";` },
    { title: "a Python variable with a type", text: `azure_openai_key: str = "${key}"` },
    { title: "a Spring property", text: `spring.ai.azure.openai.api-key=${key}` },
    { title: "a Terraform variable", text: `variable "azure_openai_key" {\n  default = "${key}"\n}` },
    { title: "a sentence that names it", text: `Azure OpenAI key: ${key} (${host})` },
    { title: "a command-line option near an endpoint", text: `az x --endpoint ${host} --api-key ${key}` },
    { title: "a numbered variable", text: `AZURE_OPENAI_KEY_1=${key}` },
    { title: "a numbered variable with a tenant's name", text: `AZURE_OPENAI_CONTOSO_KEY2=${key}` },
    { title: "a .NET environment variable", text: `AzureOpenAI__ApiKey=${key}` },
    { title: "a .NET user secret", text: `dotnet user-secrets set "AzureOpenAI:Key" "${key}"` },
    { title: "a subscription key header of curl", text: `curl ${host} -H 'Ocp-Apim-Subscription-Key: ${key}'` },
    { title: "the settings of the Python client", text: `openai.api_base = "${host}"\nopenai.api_key = "${key}"` },
  ])("is found in $title", ({ text }) => {
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
