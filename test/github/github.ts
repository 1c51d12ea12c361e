import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFaults } from "../faults/fault.ts";
import { issueToken, mayFetch } from "./access.ts";
import { createBare } from "./git/bare.ts";
import { serveGit } from "./git/http-backend.ts";
import { resolveCommit } from "./git/objects.ts";
import { refs } from "./git/refs.ts";
import { noteWrite } from "./lag.ts";
import { servePage } from "./pages/serve-page.ts";
import { type RequestRecord, type Rest, serveRest } from "./rest.ts";
import { installationShape } from "./routes/app.ts";
import { commitCommentShape } from "./routes/texts.ts";
import { checkRunShape } from "./shapes/check-run.ts";
import { commentShape, reviewCommentShape, reviewShape } from "./shapes/conversation.ts";
import { issueShape } from "./shapes/issue.ts";
import { releaseShape } from "./shapes/release.ts";
import { repositoryShape } from "./shapes/repository.ts";
import { announcedAlertShape } from "./shapes/secret-alert.ts";
import { person } from "./shapes/user.ts";
import { afterPush, fetchHead } from "./webhooks/after-push.ts";
import { checkRunPayload } from "./webhooks/check-run-payload.ts";
import { announceComment } from "./webhooks/comment-payload.ts";
import { announce, deliver } from "./webhooks/deliver.ts";
import { announceDiscussion, announceDiscussionComment } from "./webhooks/discussion-payload.ts";
import { type MergeGroup, mergeGroupPayload } from "./webhooks/merge-group-payload.ts";
import { type PullRequestAction, pullRequestPayload } from "./webhooks/pull-request-payload.ts";
import { pushPayload, type RefUpdate } from "./webhooks/push-payload.ts";
import {
  type App,
  type Comment,
  type CommitComment,
  type DeliveryRecord,
  type Discussion,
  githubLimits,
  type Issue,
  type Limits,
  nextNumber,
  type Permissions,
  type PullRequest,
  type Release,
  type Repository,
  type Review,
  type ReviewComment,
  type Role,
  type SecretAlert,
  type Signed,
  type World,
} from "./world.ts";

export type { DeliveryRecord, Limits, Permissions, PullRequest, Repository, RequestRecord };

/** An app as its owner knows it. */
export interface RegisteredApp {
  readonly id: number;
  readonly slug: string;
  /** PEM. */
  readonly privateKey: string;
  /** Null: it is sent no webhooks, and GitHub lists none. */
  setWebhookUrl(url: string | null): void;
}

export interface AppOptions {
  readonly slug: string;
  readonly webhookUrl: string | null;
  readonly webhookSecret: string;
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
}

export interface PullRequestOptions {
  readonly repository: string;
  readonly title: string;
  readonly body?: string;
  /** Branch name. */
  readonly head: string;
  /** Branch name; the default branch when left out. */
  readonly base?: string;
  readonly author?: string;
  /** Full name of the fork that the head is in. */
  readonly headRepository?: string;
  readonly draft?: boolean;
}

/** GitHub over loopback: real HTTP and real git repositories. */
export type GitHubStandIn = Awaited<ReturnType<typeof startGitHub>>;

const appPermissions: Permissions = { contents: "read", pull_requests: "write", checks: "write", issues: "write" };
const appEvents = ["push", "pull_request"];

/** Starts a GitHub without repositories on a free port of loopback. */
export async function startGitHub(options: { readonly port?: number } = {}) {
  const projects = await mkdtemp(join(tmpdir(), "keyhawk-github-"));
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve),
  );
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  let lastId = 1_000;
  const world: World = {
    url,
    apiUrl: `${url}/api/v3`,
    limits: { ...githubLimits },
    rules: { othersComments: "locked", listLagMs: 0 },
    repositories: new Map(),
    apps: [],
    installations: [],
    tokens: new Map(),
    pulls: [],
    comments: [],
    reactions: [],
    issues: [],
    commitComments: [],
    releases: [],
    secretAlerts: [],
    discussions: [],
    discussionComments: [],
    resolvedThreads: new Set(),
    teams: new Map(),
    reviews: [],
    reviewComments: [],
    checkRuns: [],
    activities: [],
    deliveries: [],
    underWay: new Set(),
    sarifs: [],
    writes: [],
    id: () => ++lastId,
    now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  };
  const fetches = { held: null as Promise<void> | null, waiting: 0 };
  const rest: Rest = { world, requests: [], violations: [], faults: createFaults() };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const address = new URL(request.url ?? "/", url);
      const project = /^\/([^/]+\/[^/]+)\.git(\/.*)$/.exec(address.pathname);
      if (project !== null) await push(request, response, address, project[1] ?? "");
      else if (/^\/api\/(?:v3\/|graphql$)/.test(address.pathname)) {
        address.pathname = address.pathname.replace(/^\/api(?:\/v3)?/, "");
        await serveRest(rest, request, response, address);
      } else if (!(await servePage(world, address, response))) await serveRest(rest, request, response, address);
    } catch (error) {
      rest.violations.push(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  async function push(
    request: IncomingMessage,
    response: ServerResponse,
    address: URL,
    fullName: string,
  ): Promise<void> {
    // A wiki is a repository beside its own; whoever may read one may read the other.
    const repository = world.repositories.get(fullName.toLowerCase().replace(/\.wiki$/, ""));
    if (repository === undefined) return void response.writeHead(404).end("Repository not found.\n");
    const service = address.searchParams.get("service") ?? address.pathname.replace(/^.*\//, "");
    if (service === "git-upload-pack" && !mayFetch(world, repository, request.headers.authorization)) {
      const headers = { "www-authenticate": 'Basic realm="GitHub"' };
      return void response.writeHead(401, headers).end("Repository not found.\n");
    }
    if (request.method === "POST" && service === "git-upload-pack" && fetches.held !== null) {
      fetches.waiting += 1;
      await fetches.held;
    }
    const writes = request.method === "POST" && address.pathname.endsWith("/git-receive-pack");
    const before = writes ? await refs(repository.gitDir) : new Map<string, string>();
    const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const pusher = Buffer.from(basic, "base64").toString("utf8").split(":")[0] || null;
    const folder = /\.wiki$/i.test(fullName) ? `${repository.fullName}.wiki` : repository.fullName;
    const path = `/${folder}.git${address.pathname.slice(fullName.length + 5)}`;
    const { search } = address;
    await serveGit(
      request,
      response,
      { projects, path, query: search.slice(1), user: pusher ?? repository.owner },
      async () => {
        if (writes) await afterPush(world, repository, before, pusher);
      },
    );
  }

  function find(fullName: string): Repository {
    const repository = world.repositories.get(fullName.toLowerCase());
    if (repository === undefined) throw new Error(`There is no repository ${fullName}.`);
    return repository;
  }

  function pullOf(fullName: string, number: number): PullRequest {
    const pull = world.pulls.find((item) => item.repository === find(fullName) && item.number === number);
    if (pull === undefined) throw new Error(`There is no pull request ${number} in ${fullName}.`);
    return pull;
  }

  function discussionOf(fullName: string, number: number): Discussion {
    const found = world.discussions.find((each) => each.repository === find(fullName) && each.number === number);
    if (found === undefined) throw new Error(`There is no discussion ${number} in ${fullName}.`);
    return found;
  }

  async function tell(pull: PullRequest, action: PullRequestAction): Promise<void> {
    announce(world, pull.repository.owner, "pull_request", await pullRequestPayload(world, pull, action, pull.author));
  }

  return {
    url,
    apiUrl: world.apiUrl,
    host,
    limits: world.limits,
    rules: world.rules,
    /** Requests to the REST API, in order. */
    requests: rest.requests as readonly RequestRecord[],
    /** Requests and answers that GitHub's own description does not allow; tests expect none. */
    violations: rest.violations as readonly string[],
    deliveries: world.deliveries as readonly DeliveryRecord[],
    /** Bodies of uploaded SARIF analyses. */
    sarifs: world.sarifs as readonly Readonly<Record<string, unknown>>[],

    async createRepository(
      fullName: string,
      settings: { defaultBranch?: string; private?: boolean; size?: number } = {},
    ): Promise<Repository> {
      const [owner = "", name = ""] = fullName.split("/");
      const { defaultBranch = "main", private: hidden = false, size = 0 } = settings;
      const gitDir = join(projects, owner, `${name}.git`);
      await createBare(gitDir, defaultBranch);
      const cloneUrl = `${url}/${fullName}.git`;
      const repository: Repository = {
        id: world.id(),
        fullName,
        owner,
        name,
        defaultBranch,
        private: hidden,
        size,
        cloneUrl,
        gitDir,
        collaborators: new Map([[owner.toLowerCase(), "admin"]]),
        signatures: new Map(),
      };
      world.repositories.set(fullName.toLowerCase(), repository);
      return repository;
    },

    /** Makes the wiki of a repository. Returns the address that it is pushed to. */
    async createWiki(fullName: string): Promise<string> {
      const repository = find(fullName);
      const gitDir = repository.gitDir.replace(/\.git$/, ".wiki.git");
      await createBare(gitDir, "master");
      return repository.cloneUrl.replace(/\.git$/, ".wiki.git");
    },

    /** Gives a person a role in a repository. */
    addCollaborator(fullName: string, login: string, role: Role): void {
      find(fullName).collaborators.set(login.toLowerCase(), role);
    },

    /** Makes GitHub show a signature of a commit. */
    addSignature(fullName: string, commit: string, signed: Signed): void {
      find(fullName).signatures.set(commit, signed);
    },

    /** Makes a team of an organisation, or replaces its members. */
    setTeam(organisation: string, slug: string, members: readonly string[]): void {
      world.teams.set(`${organisation}/${slug}`.toLowerCase(), new Set(members.map((login) => login.toLowerCase())));
    },

    /** Makes a repository public, and sends that event. */
    publicize(fullName: string): void {
      const repository = find(fullName);
      repository.private = false;
      const payload = {
        action: "publicized",
        repository: repositoryShape(world, repository),
        sender: person(world, repository.owner),
      };
      announce(world, repository.owner, "repository", payload);
    },

    /** Takes a repository away, as its owner's deletion does; its installation stays. */
    deleteRepository(fullName: string): void {
      find(fullName);
      world.repositories.delete(fullName.toLowerCase());
    },

    /** Lets every fetch by git wait for its objects until it is released. */
    holdFetches(): { waiting(): number; release(): void } {
      const { promise, resolve } = Promise.withResolvers<void>();
      Object.assign(fetches, { held: promise, waiting: 0 });
      return {
        waiting: () => fetches.waiting,
        release() {
          fetches.held = null;
          resolve();
        },
      };
    },

    registerApp(app: AppOptions): RegisteredApp {
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const { slug, webhookUrl, webhookSecret, permissions = appPermissions, events = appEvents } = app;
      const registered: App = { id: world.id(), slug, publicKey, permissions, events, webhookSecret, webhookUrl };
      world.apps.push(registered);
      return {
        id: registered.id,
        slug,
        privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
        setWebhookUrl(address) {
          registered.webhookUrl = address;
        },
      };
    },

    /** Installs an app on every repository of an owner, and sends it the event. Returns the installation's id. */
    install({ id }: RegisteredApp, owner: string): number {
      const app = world.apps.find((item) => item.id === id);
      if (app === undefined) throw new Error(`There is no app ${id}.`);
      const installation = { id: world.id(), app, owner };
      world.installations.push(installation);
      const repositories = [...world.repositories.values()]
        .filter((repository) => repository.owner === owner)
        .map((repository) => repositoryShape(world, repository))
        .map(({ id: repositoryId, node_id, name, full_name, private: hidden }) => ({
          id: repositoryId,
          node_id,
          name,
          full_name,
          private: hidden,
        }));
      const payload = {
        action: "created",
        installation: installationShape(world, installation),
        repositories,
        requester: null,
        sender: person(world, owner),
      };
      deliver(world, app, "installation", payload);
      return installation.id;
    },

    /** A token for one repository: a workflow's own, or a person's when `login` is given. */
    createToken(settings: { repository: string; permissions: Permissions; login?: string }): string {
      const { repository, permissions, login } = settings;
      const scope = find(repository).fullName;
      return login === undefined || login.endsWith("[bot]")
        ? issueToken(world, "ghs_", {
            scope,
            permissions,
            login: login ?? "github-actions[bot]",
            type: "Bot",
            app: null,
          }).token
        : issueToken(world, "ghp_", { scope, permissions, login, type: "User", app: null }).token;
    },

    async openPullRequest(settings: PullRequestOptions): Promise<PullRequest> {
      const repository = find(settings.repository);
      const headRepository = settings.headRepository === undefined ? repository : find(settings.headRepository);
      const base = settings.base ?? repository.defaultBranch;
      const baseSha = await resolveCommit(repository.gitDir, `refs/heads/${base}`);
      const headSha = await resolveCommit(headRepository.gitDir, `refs/heads/${settings.head}`);
      if (baseSha === null || headSha === null)
        throw new Error(`There is no branch ${baseSha === null ? base : settings.head}.`);
      const now = world.now();
      const pull: PullRequest = {
        id: world.id(),
        number: nextNumber(world, repository),
        repository,
        headRepository,
        head: settings.head,
        headSha,
        base,
        baseSha,
        title: settings.title,
        body: settings.body ?? "",
        author: settings.author ?? "octocat",
        draft: settings.draft ?? false,
        state: "open",
        merged: false,
        createdAt: now,
        updatedAt: now,
      };
      await fetchHead(pull);
      world.pulls.push(pull);
      await tell(pull, { action: "opened" });
      return pull;
    },

    /** Changes title, body or base as a person does on the page, and sends `edited`. */
    async editPullRequest(
      repository: string,
      number: number,
      edit: { title?: string; body?: string; base?: string },
    ): Promise<void> {
      const pull = pullOf(repository, number);
      const changes: Record<string, unknown> = {};
      if (edit.title !== undefined) changes.title = { from: pull.title };
      if (edit.body !== undefined) changes.body = { from: pull.body };
      if (edit.base !== undefined) changes.base = { ref: { from: pull.base }, sha: { from: pull.baseSha } };
      pull.title = edit.title ?? pull.title;
      pull.body = edit.body ?? pull.body;
      pull.base = edit.base ?? pull.base;
      pull.baseSha = (await resolveCommit(pull.repository.gitDir, `refs/heads/${pull.base}`)) ?? pull.baseSha;
      pull.updatedAt = world.now();
      await tell(pull, { action: "edited", changes });
    },

    /** Closes, opens again, or takes the draft mark off, and sends that event. */
    async changePullRequest(
      repository: string,
      number: number,
      action: "closed" | "reopened" | "ready_for_review",
    ): Promise<void> {
      const pull = pullOf(repository, number);
      if (action === "ready_for_review") pull.draft = false;
      else pull.state = action === "closed" ? "closed" : "open";
      pull.updatedAt = world.now();
      await tell(pull, { action });
    },

    /** Writes a comment as a person or a bot does. Returns its id. */
    addComment(repository: string, number: number, comment: { login: string; body: string }): number {
      const { login, body } = comment;
      const type = login.endsWith("[bot]") ? "Bot" : "User";
      const now = world.now();
      const id = world.id();
      const written: Comment = {
        id,
        repository: find(repository),
        issue: number,
        user: { login, type },
        app: null,
        body,
        createdAt: now,
        updatedAt: now,
      };
      world.comments.push(written);
      noteWrite(world, world.comments, id, null);
      announceComment(world, written, { action: "created" });
      return id;
    },

    /** The issues of a repository, as they are now. */
    issues: (fullName: string) =>
      world.issues
        .filter(({ repository }) => repository === find(fullName))
        .map(({ number, title, body, state }) => ({ number, title, body, state })),

    /** Opens an issue as a person does. Returns its number. */
    openIssue(repository: string, issue: { login: string; title: string; body: string }): number {
      const { login: author, title, body } = issue;
      const opened: Issue = {
        ...{ id: world.id(), number: nextNumber(world, find(repository)), repository: find(repository) },
        ...{ author, app: null, title, body, state: "open" },
      };
      world.issues.push(opened);
      const payload = { action: "opened", issue: issueShape(world, opened), sender: person(world, author) };
      announce(world, find(repository).owner, "issues", {
        ...payload,
        repository: repositoryShape(world, find(repository)),
      });
      return opened.number;
    },

    issue: (repository: string, number: number) =>
      world.issues.find((each) => each.repository === find(repository) && each.number === number),

    /** Starts a discussion as a person does. Returns its number. */
    openDiscussion(repository: string, discussion: { login: string; title: string; body: string }): number {
      const { login: author, title, body } = discussion;
      const found = find(repository);
      const opened = { id: world.id(), number: nextNumber(world, found), repository: found, author, title, body };
      world.discussions.push(opened);
      announceDiscussion(world, opened);
      return opened.number;
    },

    /** Writes a comment in a discussion as a person does. Returns its id. */
    addDiscussionComment(repository: string, number: number, comment: { login: string; body: string }): number {
      const discussion = discussionOf(repository, number);
      const user = { login: comment.login, type: "User" } as const;
      const written = { id: world.id(), discussion, user, body: comment.body, createdAt: world.now() };
      world.discussionComments.push(written);
      announceDiscussionComment(world, written);
      return written.id;
    },

    /** A discussion with its comments, as it is now. */
    discussion(repository: string, number: number) {
      const discussion = discussionOf(repository, number);
      const { title, body } = discussion;
      const comments = world.discussionComments.filter((each) => each.discussion === discussion);
      return { title, body, comments: comments.map(({ user, body }) => ({ login: user.login, body })) };
    },

    /** Sends the event about a page of a wiki that was pushed. */
    announceWikiPage(repository: string, page: { login: string; name: string; commit: string }): void {
      const { login, name, commit } = page;
      const html_url = `${find(repository).cloneUrl.replace(/\.git$/, "")}/wiki/${encodeURIComponent(name)}`;
      const written = { page_name: name, title: name, summary: null, action: "edited", sha: commit, html_url };
      announce(world, find(repository).owner, "gollum", {
        pages: [written],
        repository: repositoryShape(world, find(repository)),
        sender: person(world, login),
      });
    },

    /** Raises a secret scanning alert, and says so unless nobody listens. Returns its record, which follows changes. */
    raiseAlert(
      repository: string,
      raised: Pick<SecretAlert, "type" | "secret" | "place">,
      event: "announced" | "silent" = "announced",
    ): Readonly<SecretAlert> {
      const found = find(repository);
      const number = world.secretAlerts.filter((each) => each.repository === found).length + 1;
      const alert: SecretAlert = {
        ...raised,
        ...{ number, repository: found, state: "open", resolution: null, comment: null, validity: "unknown" },
      };
      world.secretAlerts.push(alert);
      if (event === "announced") {
        announce(world, found.owner, "secret_scanning_alert", {
          action: "created",
          alert: announcedAlertShape(world, alert),
          repository: repositoryShape(world, found),
          sender: person(world, "github"),
        });
      }
      return alert;
    },

    /** Publishes a release as a person does. Returns its record. */
    publishRelease(
      repository: string,
      release: { login: string; tag: string; name: string; body: string },
    ): Readonly<Release> {
      const { login: author, ...texts } = release;
      const published: Release = { id: world.id(), repository: find(repository), author, ...texts };
      world.releases.push(published);
      announce(world, published.repository.owner, "release", {
        action: "published",
        release: releaseShape(world, published),
        repository: repositoryShape(world, published.repository),
        sender: person(world, author),
      });
      return published;
    },

    /** Comments on a commit as a person does. Returns its record. */
    commentOnCommit(
      repository: string,
      commit: string,
      { login, body }: { login: string; body: string },
    ): Readonly<CommitComment> {
      const found = find(repository);
      const user = { login, type: "User" } as const;
      const written: CommitComment = { id: world.id(), repository: found, commit, user, body, createdAt: world.now() };
      world.commitComments.push(written);
      announce(world, found.owner, "commit_comment", {
        action: "created",
        comment: commitCommentShape(world, written),
        repository: repositoryShape(world, found),
        sender: person(world, login),
      });
      return written;
    },

    /** Reviews a pull request as a person does, without comments on lines. Returns its record. */
    submitReview(
      repository: string,
      number: number,
      { login, body }: { login: string; body: string },
    ): Readonly<Review> {
      const pull = pullOf(repository, number);
      const review: Review = {
        ...{ id: world.id(), repository: pull.repository, pull: number, user: { login, type: "User" }, body },
        ...{ state: "COMMENTED", commit: pull.headSha, submittedAt: world.now() },
      };
      world.reviews.push(review);
      announce(world, pull.repository.owner, "pull_request_review", {
        action: "submitted",
        review: reviewShape(world, review),
        pull_request: { number },
        repository: repositoryShape(world, pull.repository),
        sender: person(world, login),
      });
      return review;
    },

    commitComments: (repository: string) => world.commitComments.filter((each) => each.repository === find(repository)),

    /** Sends any other event about a repository. */
    announceEvent(repository: string, event: string, payload: Readonly<Record<string, unknown>>): void {
      const shape = repositoryShape(world, find(repository));
      announce(world, find(repository).owner, event, { ...payload, repository: shape });
    },

    /** Reactions to a comment, as `login content`. */
    reactions: (comment: number) =>
      world.reactions
        .filter((reaction) => reaction.comment === comment)
        .map(({ user, content }) => `${user.login} ${content}`),

    /** Presses a button of a check run; `null` presses GitHub's own, which asks for the check again. */
    pressButton(repository: string, checkRun: number, button: { login: string; identifier: string | null }): void {
      const run = world.checkRuns.find((each) => each.repository === find(repository) && each.id === checkRun);
      if (run === undefined) throw new Error(`There is no check run ${checkRun} in ${repository}.`);
      const offered = run.actions as readonly { readonly identifier: string }[];
      const { identifier } = button;
      if (identifier !== null && !offered.some((action) => action.identifier === identifier)) {
        throw new Error(`The check run ${checkRun} has no button ${identifier}.`);
      }
      announce(world, run.repository.owner, "check_run", checkRunPayload(world, run, button));
    },

    /** The event file that a workflow finds for a push. */
    pushEvent(repository: string, update: RefUpdate): Promise<Readonly<Record<string, unknown>>> {
      const found = find(repository);
      return pushPayload(world, found, update, { pusher: "octocat", known: [], files: false });
    },

    /** The event file that a workflow finds for a group of a merge queue. */
    async mergeGroupEvent(repository: string, group: MergeGroup): Promise<Readonly<Record<string, unknown>>> {
      return mergeGroupPayload(world, find(repository), group);
    },

    /** Asks for the checks of a merge queue's group, as GitHub does when it has made one. */
    async requestChecks(repository: string, group: MergeGroup): Promise<void> {
      const found = find(repository);
      announce(world, found.owner, "merge_group", await mergeGroupPayload(world, found, group));
    },

    /** The event file that a workflow finds for a pull request. */
    pullRequestEvent(
      repository: string,
      number: number,
      action: PullRequestAction = { action: "opened" },
    ): Promise<Readonly<Record<string, unknown>>> {
      const pull = pullOf(repository, number);
      return pullRequestPayload(world, pull, action, pull.author);
    },

    /** Sends a webhook once more with the same `X-GitHub-Delivery`. */
    redeliver(id: number): void {
      const delivery = world.deliveries.find((item) => item.id === id);
      if (delivery === undefined) throw new Error(`There is no delivery ${id}.`);
      deliver(world, delivery.app, delivery.event, delivery.payload, delivery.guid);
    },

    /** Resolves when every webhook has its answer. */
    async settled(): Promise<void> {
      while (world.underWay.size > 0) await Promise.all(world.underWay);
    },

    comments: (repository: string, number: number) =>
      world.comments
        .filter((comment) => comment.repository === find(repository) && comment.issue === number)
        .map((comment) => commentShape(world, comment)),
    reviews: (repository: string, number: number) =>
      world.reviews
        .filter((review) => review.repository === find(repository) && review.pull === number)
        .map((review) => reviewShape(world, review)),
    reviewComments: (repository: string, number: number) =>
      world.reviewComments
        .filter((comment) => comment.repository === find(repository) && comment.pull === number)
        .map((comment) => reviewCommentShape(world, comment)),
    /** Has a bot repeat the review comment that contains a text, on the same line, with something added. */
    repeatReviewComment(
      repository: string,
      number: number,
      { login, text, added }: { login: string; text: string; added: string },
    ): void {
      const first = world.reviewComments.find(
        ({ pull, body, ...comment }) =>
          comment.repository === find(repository) && pull === number && body.includes(text),
      );
      if (first === undefined) throw new Error(`No review comment in #${number} contains ${text}.`);
      const repeated: ReviewComment = {
        ...first,
        ...{ id: world.id(), user: { login, type: "Bot" }, body: first.body + added, createdAt: world.now() },
      };
      world.reviewComments.push(repeated);
      noteWrite(world, world.reviewComments, repeated.id, null);
    },

    /** The threads of a pull request, with the text of their first comments. */
    reviewThreads: (repository: string, number: number) =>
      world.reviewComments
        .filter((comment) => comment.repository === find(repository) && comment.pull === number)
        .map(({ id, body }) => ({ body, isResolved: world.resolvedThreads.has(id) })),
    /** Check runs with the annotations that GitHub has on a route of their own. */
    checkRuns: (repository: string, sha?: string) =>
      world.checkRuns
        .filter((run) => run.repository === find(repository) && (sha === undefined || run.headSha === sha))
        .map((run) => ({
          ...checkRunShape(world, run),
          annotations: [...run.annotations],
          actions: run.actions as readonly { readonly label: string; readonly identifier: string }[],
        })),

    /** Has requests answered badly; the function that it returns ends that. */
    addFault: rest.faults.add,
    /** Ends every fault. */
    clearFaults: rest.faults.clear,

    /** Stops listening and removes the repositories. */
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(projects, { recursive: true, force: true });
    },
  };
}
