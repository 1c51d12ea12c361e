export { createApplication, default } from "./application.ts";
export type { ServeOptions } from "./serve.ts";
export { serve } from "./serve.ts";
