import type { KnownKey, OpenAIStandIn, RequestRecord } from "../test/openai/openai.ts";
import type { Timeline } from "./timeline.ts";

/** What OpenAI's records show of the end of a key: the requests that proved, deleted and checked it, and when. */
export function showEnd({ requests }: OpenAIStandIn, key: KnownKey, timeline: Pick<Timeline, "past">): void {
  const own = requests.filter(({ by }) => by === key.id);
  const deletion = requests.find(({ method, path }) => method === "DELETE" && path.endsWith(key.id));
  const list = requests.findLast(
    ({ path, at }) => path.endsWith(`${key.project}/api_keys`) && at < (deletion?.at ?? 0),
  );
  const show = (request: RequestRecord | undefined, meaning: string) => {
    if (request === undefined) return;
    const { method, path, status, at } = request;
    const route = path.replace(key.project ?? "", "{project}").replace(key.id, "{key}");
    timeline.past(at, `${meaning}\n             ${method} ${route}: ${status}`);
  };
  show(
    own.find(({ status }) => status === 200),
    "the leaked key itself: OpenAI accepts it, and names its project",
  );
  show(list, "the admin key: exactly one key of that project fits, so it is proven");
  show(deletion, "the admin key: deleted");
  show(
    own.findLast(({ status }) => status === 401),
    "the leaked key itself: OpenAI refuses it, so it is dead",
  );
}
