import { Failure } from "../../failure.ts";

/** Where the issue about an organisation's keys is: a repository of that organisation. */
export interface ReportRepository {
  readonly owner: string;
  readonly repo: string;
}

const name = /^([a-z\d](?:[a-z\d-]*[a-z\d])?)\/([\w.-]+)$/i;

/** Reads `KEYHAWK_REPORT_REPOSITORY`: one repository for each organisation. Throws a `Failure` for anything else. */
export function parseReportRepositories(text: string): readonly ReportRepository[] {
  const parts = text.split(",").map((part) => part.trim());
  const repositories = parts.filter(Boolean).map((part): ReportRepository => {
    const [, owner, repo] = name.exec(part) ?? [];
    if (owner === undefined || repo === undefined) {
      throw new Failure(
        "configuration",
        "KEYHAWK_REPORT_REPOSITORY must be a repository as owner/name, or several of different owners with commas.",
      );
    }
    return { owner, repo };
  });
  if (new Set(repositories.map(({ owner }) => owner.toLowerCase())).size < repositories.length) {
    throw new Failure("configuration", "KEYHAWK_REPORT_REPOSITORY names two repositories of the same owner.");
  }
  return repositories;
}
