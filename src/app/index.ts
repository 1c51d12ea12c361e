export { createApplication, default } from "./application.ts";
export { doctor } from "./doctor/doctor.ts";
export { administer, administerHistories } from "./incidents/administer.ts";
export type { ServeOptions } from "./serve.ts";
export { serve } from "./serve.ts";
