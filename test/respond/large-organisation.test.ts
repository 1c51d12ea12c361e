import type OpenAI from "openai";
import { expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { directNetwork, type Network } from "../../src/http/network.ts";
import { parseVerification } from "../../src/respond/verify/settings.ts";
import { inspectKeys } from "../../src/respond/verify/verify.ts";
import { makeKey } from "../keys.ts";

const projects = 2_000;
const keysOf = (project: number) => (project === 0 ? 250 : 10);
const leaked = makeKey("openai-project-key", "the last key of the last project");
const names = {
  ...{ mode: "KEYHAWK_VERIFY", permissions: "KEYHAWK_VERIFY_PERMISSIONS", adminKey: "OPENAI_ADMIN_KEY" },
  ...{ baseUrl: "OPENAI_BASE_URL", authUrl: "CODEX_AUTHAPI_BASE_URL" },
};

type Project = OpenAI.Admin.Organization.Project;
type ProjectKey = OpenAI.Admin.Organization.Projects.ProjectAPIKey;

function projectAt(index: number): Project {
  return { object: "organization.project", id: `proj_${index}`, name: `Project ${index}`, created_at: 1_760_000_000 };
}

function keyAt(project: number, index: number): ProjectKey {
  const isLeaked = project === projects - 1 && index === keysOf(project) - 1;
  const end = isLeaked ? leaked.slice(-4) : `${project}_${index}`;
  const user = {
    id: "user-1",
    email: "ada@acme.example",
    name: "Ada Okafor",
    created_at: 1_760_000_000,
    role: "member",
  };
  return {
    ...{ object: "organization.project.api_key", id: `key_${project}_${index}`, name: "Key" },
    ...{ redacted_value: `${leaked.slice(0, 11)}...${end}`, created_at: 1_760_000_000 },
    ...{ last_used_at: null, expires_at: null, owner_project_access: "active" as const },
    owner: { type: "user", user },
  };
}

/** A page of a generated list. */
function page<Item extends { readonly id: string }>(
  count: number,
  itemAt: (index: number) => Item,
  query: URLSearchParams,
) {
  const after = query.get("after");
  const start = after === null ? 0 : Number(/\d+$/.exec(after)?.[0]) + 1;
  const end = Math.min(start + Number(query.get("limit")), count);
  const data = Array.from({ length: end - start }, (_, index) => itemAt(start + index));
  return { object: "list", data, first_id: data[0]?.id, last_id: data.at(-1)?.id, has_more: end < count };
}

test("one key of 20,000 in 2,000 projects is found by reading each page once, and further keys by none", async () => {
  const asked: string[] = [];
  const fetch: Network["fetch"] = async (to) => {
    const { pathname, searchParams, search } = new URL(String(to));
    asked.push(pathname + search);
    const [, project, key] = /\/proj_(\d+)\/api_keys(?:\/key_\d+_(\d+))?$/.exec(pathname) ?? [];
    const index = Number(project);
    if (key !== undefined) return Response.json(keyAt(index, Number(key)));
    if (project !== undefined) return Response.json(page(keysOf(index), (at) => keyAt(index, at), searchParams));
    if (pathname.endsWith("/projects")) return Response.json(page(projects, projectAt, searchParams));
    return Response.json(page(0, projectAt, searchParams));
  };
  const adminKey = makeKey("openai-admin-key", "large organisation");
  const settings = parseVerification({ mode: "indirect", permissions: "", adminKey, baseUrl: "", authUrl: "" }, names, {
    ...directNetwork,
    fetch,
  });
  const other = makeKey("openai-project-key", "of nobody");
  const found = (raw: string) => detect(Buffer.from(raw)).detections;
  const [verdict] = (await inspectKeys(found(leaked), settings)).values();
  const last = `key_${projects - 1}_${keysOf(projects - 1) - 1}`;
  expect(verdict).toMatchObject({ status: "live", record: { id: last, project: { name: `Project ${projects - 1}` } } });
  // Twenty pages of projects, one of keys for each project but the first, which has three, and one of admin keys.
  expect(asked).toHaveLength(20 + (projects - 1) + 3 + 1);
  expect(new Set(asked).size).toBe(asked.length);

  const before = asked.length;
  const [unknown] = (await inspectKeys(found(other), settings)).values();
  expect(unknown).toMatchObject({ status: "unknown", ours: null });
  expect(asked.length - before).toBe(0);
});
