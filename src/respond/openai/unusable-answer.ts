/** An accepted request whose answer is not what OpenAI documents. The message is a sentence for people. */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";

  /** @param what follows "OpenAI's list of keys" */
  constructor(what: string) {
    super(`OpenAI's list of keys ${what}.`);
  }
}
