import type { Handler } from "../answer.ts";
import { appRoutes } from "./app.ts";
import { checkRunRoutes } from "./check-runs.ts";
import { commentRoutes } from "./comments.ts";
import { commitRoutes } from "./commits.ts";
import { contentRoutes } from "./contents.ts";
import { pullRoutes } from "./pulls.ts";
import { repositoryRoutes } from "./repository.ts";
import { reviewRoutes } from "./reviews.ts";
import { secretScanningRoutes } from "./secret-scanning.ts";
import { textRoutes } from "./texts.ts";

/** Every route that is served, by its name in GitHub's description. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...appRoutes,
  ...repositoryRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...reviewRoutes,
  ...textRoutes,
  ...secretScanningRoutes,
  ...checkRunRoutes,
};
