/** An installation without the file of a grammar, or with a damaged one. */
export class GrammarError extends Error {
  constructor(grammar: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The grammar of ${grammar} could not be loaded, so no line in that language gets a suggestion: ${reason}`, {
      cause,
    });
    this.name = "GrammarError";
  }
}
