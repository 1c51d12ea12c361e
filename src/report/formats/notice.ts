/** What Keyhawk tells the author of a text that is in no commit. */
export interface Notice {
  readonly author: string;
  /** Web address of the text. */
  readonly url: string;
  readonly keys: number;
  /**
   * `done`: Keyhawk replaced the keys. `gone`: the newest version has none. `left`: the keys are still there. `page`: they
   * are in a page of a wiki.
   */
  readonly text: "done" | "gone" | "left" | "page";
}

/** Markdown that shows nothing of the key: everyone who reads the text reads this, too. */
export function renderNotice({ author, url, keys, text }: Notice): string {
  const [it, works] = keys === 1 ? ["an OpenAI key", "it works"] : ["OpenAI keys", "they work"];
  const what = sentences[text](url, it);
  const who = `Everyone who could read it can use what it shows, as long as ${works}: revoke it at https://platform.openai.com/api-keys.`;
  return [`@${author} ${what} ${who}`, steps[text]].join("\n\n");
}

const shows = (url: string, it: string) => `[This text](${url}) shows ${it}.`;
const showed = (url: string, it: string) => `[This text](${url}) showed ${it}.`;

const sentences: Readonly<Record<Notice["text"], (url: string, it: string) => string>> = {
  done: showed,
  gone: showed,
  left: shows,
  page: (url, it) => `What you wrote in [the wiki](${url}) shows ${it}.`,
};

const revisions =
  "GitHub keeps earlier revisions of a text and shows them to its readers: open *edited* above the text, choose each revision that shows the key, and delete it from the history. Nobody else can do that for you.";

const steps: Readonly<Record<Notice["text"], string>> = {
  done: `Keyhawk replaced it by its masked form. ${revisions} A former title cannot be deleted.`,
  gone: `It is not in the newest version any more. ${revisions}`,
  left: `Then remove it from the text. ${revisions}`,
  page: "Then remove it from the wiki. A wiki is a git repository, which keeps earlier versions of its pages: once the key is revoked, they do no harm.",
};
