import { expressionRewriter } from "./expression.ts";
import { characterLiteral, doubleQuoted } from "./literal.ts";

/** A suggestion for C++: `std::getenv("…")`, for the whole literal only: there is no string to join it to. */
export const cpp = expressionRewriter({
  lexicon: { strings: [doubleQuoted], skip: characterLiteral, lineComments: ["//"], blockComment: ["/*", "*/"] },
  read: (variable, target) =>
    /\.(?:c|h)$/i.test(target.path) ? `getenv("${variable}")` : `std::getenv("${variable}")`,
  needs: (target) =>
    /\.(?:c|h)$/i.test(target.path) ? "The file needs `#include <stdlib.h>`." : "The file needs `#include <cstdlib>`.",
  refuse: (target, literal) => {
    const before = target.line.slice(0, literal.start);
    const after = target.line.slice(literal.end).trimStart();
    return (
      // Neighbouring literals are one string, which the whole file tells from an argument on a line of its own.
      (before.trim() === "" && target.file === null) ||
      /["LRuU8]$/.test(before) ||
      /^["LRuU]/.test(after) ||
      /\[\s*\d*\s*\]\s*=?\s*\{?\s*$/.test(before) ||
      /^\s*(?:case\b|#\s*include\b)|\bconstexpr\b|\bconstinit\b/.test(target.line) ||
      // A global in C takes only constants.
      (/\.(?:c|h)$/i.test(target.path) && /^\S.*=\s*$/.test(before)) ||
      /^\s*static\b.*=\s*$/.test(before)
    );
  },
});
