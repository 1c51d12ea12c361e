export type { ServeOptions } from "./serve.js";
export { serve } from "./serve.js";
