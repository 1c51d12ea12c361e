import { expect, test } from "vitest";
import { completionScript } from "../../src/cli/completion.ts";
import { createProgram } from "../../src/cli/program.ts";
import { formats } from "../../src/cli/scan/formats.ts";
import { emptyCoverage } from "../../src/source/coverage.ts";

const names = Object.keys(formats);
const program = createProgram(process);

test("the help and the completion of every shell offer each format of the report", () => {
  const scan = program.commands.find((command) => command.name() === "scan");
  const option = scan?.options.find(({ long }) => long === "--format");
  expect(option?.argChoices).toEqual(names);
  for (const name of names) expect(option?.description).toContain(`${name} `);
  for (const shell of ["bash", "zsh", "fish"] as const) {
    expect(completionScript(program, shell)).toContain(names.join(" "));
  }
});

test.each(Object.entries(formats))("the format %s renders a report without findings", async (_, { render }) => {
  const report = { subject: "the test", findings: [], exposures: [], coverage: emptyCoverage, problems: [] };
  expect(await render(report, null)).not.toBe("");
});
