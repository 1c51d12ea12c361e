/** A risk without a key: configuration or code that will put a key where anyone can read it. */
export interface Exposure {
  readonly id: string;
  readonly title: string;
  /** One sentence that says what happens. */
  readonly risk: string;
  /** One sentence that says what to do instead. */
  readonly remedy: string;
}

const table = {
  "browser-client": {
    title: "OpenAI client allowed in the browser",
    risk: "`dangerouslyAllowBrowser: true` ships the key to every visitor of the page.",
    remedy:
      "Call OpenAI from your server and let the browser call your server; for voice use short-lived Realtime client secrets.",
  },
  "client-side-variable": {
    title: "OpenAI key in a client-side variable",
    risk: "Bundlers copy variables with this prefix into the JavaScript that every visitor downloads.",
    remedy: "Rename the variable without the public prefix and read it on the server only.",
  },
  "client-side-literal": {
    title: "OpenAI key passed in client-side code",
    risk: "This file runs in the browser or on a phone, so whatever key it passes is readable by its user.",
    remedy: "Move the call to a server route and keep the key in the server's environment.",
  },
  "image-variable": {
    title: "OpenAI key baked into a container image",
    risk: "`ARG` and `ENV` values stay readable in the image's history to everyone who can pull it.",
    remedy:
      "Pass the key when the container runs (`--env`, a secret), or at build time with `RUN --mount=type=secret`.",
  },
} as const satisfies Record<string, Omit<Exposure, "id">>;

export type ExposureId = keyof typeof table;

/** Every exposure by id. */
export const exposures: Readonly<Record<ExposureId, Exposure>> = Object.fromEntries(
  Object.entries(table).map(([id, exposure]) => [id, { id, ...exposure }]),
) as unknown as Record<ExposureId, Exposure>;

/** One exposure, with the byte offsets of the text that causes it. */
export interface ExposureDetection {
  readonly id: ExposureId;
  readonly start: number;
  readonly end: number;
}
