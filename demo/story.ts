import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeKey } from "../test/keys.ts";
import { commitAll, git } from "./git.ts";

const ada = "Ada Okafor <ada@acme.example>";
const ben = "Ben Lindqvist <ben@acme.example>";

/** The repository that the demo creates, and the branch that leaks. */
export const story = {
  repository: "acme/ticket-triage",
  branch: "feature/summaries",
  forgery: "staging",
  author: "ben-lindqvist",
  title: "Summarise long tickets before triage",
  body: "Long tickets cost us too much context. This puts a summary in front of triage.\n\nReady for a first look, the numbers are in the thread.",
} as const;

/** The three keys that the branch leaks, and one that it does not: shapes only, made anew from the seed, never real. */
export interface LeakedKeys {
  /** In Python source. */
  readonly source: string;
  /** In base64 in a Kubernetes Secret manifest. */
  readonly manifest: string;
  /** Added by one commit and removed by a later one of the same branch. */
  readonly removed: string;
  /** Not leaked; a forger has seen its ends. */
  readonly production: string;
}

export function leakedKeys(seed: string): LeakedKeys {
  return {
    source: makeKey("openai-project-key", `${seed}:source`),
    manifest: makeKey("openai-service-account-key", `${seed}:manifest`),
    removed: makeKey("openai-project-key", `${seed}:removed`),
    production: makeKey("openai-project-key", `${seed}:production`),
  };
}

/** A small Python service on Kubernetes that calls OpenAI, with three commits by two people; leaves `main` checked out. */
export async function writeHistory(folder: string): Promise<void> {
  await git(folder, "init", "--quiet", "--initial-branch=main");
  await write(folder, {
    "README.md": "# ticket-triage\n\nSorts support tickets into queues with a language model.\n",
    "requirements.txt": "fastapi==0.116.1\nopenai==1.99.9\nuvicorn==0.35.0\n",
    ".gitignore": ".env\n__pycache__/\n",
    "app/__init__.py": "",
    "app/triage.py": triage,
    "app/main.py": main,
  });
  await commitAll(folder, {
    message: "Triage tickets with a language model",
    author: ada,
    date: "2026-09-07T09:12:00+02:00",
  });
  await write(folder, { "tests/test_triage.py": tests, Dockerfile: dockerfile });
  await commitAll(folder, {
    message: "Test the prompt, build an image",
    author: ben,
    date: "2026-09-14T16:40:00+02:00",
  });
  await write(folder, { "deploy/deployment.yaml": deployment, "deploy/service.yaml": service });
  await commitAll(folder, { message: "Run on Kubernetes", author: ada, date: "2026-10-02T11:05:00+02:00" });
}

/** The branch that leaks three keys in four commits. */
export async function writeLeak(folder: string, keys: LeakedKeys): Promise<void> {
  await git(folder, "checkout", "--quiet", "-b", story.branch);
  await write(folder, { "app/summarise.py": summarise(`"${keys.source}"`) });
  await commitAll(folder, { message: "Summarise long tickets", author: ben, date: "2026-11-23T10:02:00+01:00" });
  await write(folder, { "deploy/summariser-secret.yaml": secretManifest(keys.manifest) });
  await commitAll(folder, {
    message: "Give the summariser its own key",
    author: ben,
    date: "2026-11-23T11:31:00+01:00",
  });
  await write(folder, { "scripts/try-summary.sh": script(`export OPENAI_API_KEY=${keys.removed}`) });
  await commitAll(folder, {
    message: "Add a script to try it by hand",
    author: ben,
    date: "2026-11-23T13:15:00+01:00",
  });
  await write(folder, { "scripts/try-summary.sh": script(': "${OPENAI_API_KEY:?set it first}"') });
  await commitAll(folder, {
    message: "Do not keep my key in the script",
    author: ben,
    date: "2026-11-23T13:22:00+01:00",
  });
}

/** What the author does after reading the comment: the keys leave the head, the history still has them. */
export async function writeFix(folder: string): Promise<void> {
  await write(folder, { "app/summarise.py": summarise('os.environ["OPENAI_API_KEY"]', "import os\n\n") });
  await rm(join(folder, "deploy/summariser-secret.yaml"));
  await commitAll(folder, {
    message: "Read the key from the environment",
    author: ben,
    date: "2026-11-23T14:01:00+01:00",
  });
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const triage = `from openai import OpenAI

QUEUES = ("billing", "bug", "how-to", "other")


def triage(client: OpenAI, ticket: str) -> str:
    answer = client.responses.create(
        model="gpt-5-mini",
        input=f"Which of {', '.join(QUEUES)} is this ticket? One word.\\n\\n{ticket}",
    )
    queue = answer.output_text.strip().lower()
    return queue if queue in QUEUES else "other"
`;

const main = `import os

from fastapi import FastAPI
from openai import OpenAI

from app.triage import triage

app = FastAPI()
client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])


@app.post("/tickets")
def receive(ticket: dict) -> dict:
    return {"queue": triage(client, ticket["text"])}
`;

const tests = `from types import SimpleNamespace

from app.triage import triage


def test_unknown_queue_is_other():
    answer = SimpleNamespace(output_text="Refunds")
    client = SimpleNamespace(responses=SimpleNamespace(create=lambda **_: answer))
    assert triage(client, "My card was charged twice") == "other"
`;

const dockerfile = `FROM python:3.13-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app app
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ticket-triage
spec:
  replicas: 2
  selector:
    matchLabels: { app: ticket-triage }
  template:
    metadata:
      labels: { app: ticket-triage }
    spec:
      containers:
        - name: api
          image: acme/ticket-triage:1.4.0
          env:
            - name: OPENAI_API_KEY
              valueFrom:
                secretKeyRef: { name: openai, key: api-key }
`;

const service = `apiVersion: v1
kind: Service
metadata:
  name: ticket-triage
spec:
  selector: { app: ticket-triage }
  ports:
    - port: 80
      targetPort: 8000
`;

function summarise(keyExpression: string, imports = ""): string {
  return `${imports}from openai import OpenAI

LIMIT = 4_000
client = OpenAI(api_key=${keyExpression})


def summarise(ticket: str) -> str:
    if len(ticket) <= LIMIT:
        return ticket
    answer = client.responses.create(
        model="gpt-5-mini",
        input=f"Summarise this support ticket in five sentences.\\n\\n{ticket}",
    )
    return answer.output_text
`;
}

function secretManifest(key: string): string {
  return `apiVersion: v1
kind: Secret
metadata:
  name: summariser
type: Opaque
data:
  OPENAI_API_KEY: ${Buffer.from(key).toString("base64")}
`;
}

function script(line: string): string {
  return `#!/usr/bin/env bash
set -euo pipefail
${line}
python -c 'import sys; from app.summarise import summarise; print(summarise(sys.stdin.read()))'
`;
}

/** A string whose ends are those of a key that someone has seen: everything that a list of keys shows. */
export function forgedKey(production: string, seed: string): string {
  const middle = makeKey("openai-project-key", `${seed}:forger`).slice(12, -4);
  return `${production.slice(0, 12)}${middle}${production.slice(-4)}`;
}

/** A branch from `main` that brings in a forged key. */
export async function writeForgery(folder: string, forged: string): Promise<void> {
  await git(folder, "checkout", "--quiet", "-b", story.forgery, "main");
  await write(folder, { "config/staging.env": `OPENAI_API_KEY=${forged}\n` });
  await commitAll(folder, {
    message: "Configure staging",
    author: "Eve <eve@example.com>",
    date: "2026-11-24T08:00:00Z",
  });
}
