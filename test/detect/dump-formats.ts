const hex = (byte: number) => byte.toString(16).padStart(2, "0");
const printable = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".");

function lines(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** As the programs write them, checked against their output. */
export const dumps: Readonly<Record<string, (bytes: Buffer) => string>> = {
  xxd: (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const groups = lines(line, 2).map((pair) => [...pair].map(hex).join(""));
        const text = [...line].map(printable).join("");
        return `${(i * 16).toString(16).padStart(8, "0")}: ${groups.join(" ").padEnd(39)}  ${text}`;
      })
      .join("\n"),
  "xxd -u -g 1": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const pairs = [...line].map((byte) => hex(byte).toUpperCase()).join(" ");
        return `${(i * 16).toString(16).padStart(8, "0")}: ${pairs.padEnd(47)}  ${[...line].map(printable).join("")}`;
      })
      .join("\n"),
  "hexdump -C": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const halves = lines(line, 8).map((half) => [...half].map(hex).join(" "));
        const text = [...line].map(printable).join("");
        return `${(i * 16).toString(16).padStart(8, "0")}  ${halves.join("  ").padEnd(48)}  |${text}|`;
      })
      .join("\n"),
  "od -A x -t x1": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => `${(i * 16).toString(16).padStart(6, "0")} ${[...line].map(hex).join(" ")}`)
      .join("\n"),
  "od -t x1": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => `${(i * 16).toString(8).padStart(7, "0")} ${[...line].map(hex).join(" ")}`)
      .join("\n"),
  "tcpdump -X": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const groups = lines(line, 2).map((pair) => [...pair].map(hex).join(""));
        return `\t0x${(i * 16).toString(16).padStart(4, "0")}:  ${groups.join(" ").padEnd(39)}  ${[...line].map(printable).join("")}`;
      })
      .join("\n"),
  "WinDbg's db": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const halves = lines(line, 8).map((half) => [...half].map(hex).join(" "));
        const offset = (i * 16).toString(16).padStart(8, "0");
        return `00007ff6\`${offset}  ${halves.join("-").padEnd(47)}  ${[...line].map(printable).join("")}`;
      })
      .join("\n"),
  "Format-Hex": (bytes) =>
    lines(bytes, 16)
      .map((line, i) => {
        const pairs = [...line].map((byte) => hex(byte).toUpperCase()).join(" ");
        return `${(i * 16).toString(16).toUpperCase().padStart(8, "0")}   ${pairs.padEnd(47)}  ${[...line].map(printable).join("")}`;
      })
      .join("\r\n"),
  "xxd -i": (bytes) =>
    `unsigned char key[] = {\n${lines(bytes, 12)
      .map((line) => `  ${[...line].map((byte) => `0x${hex(byte)}`).join(", ")}`)
      .join(",\n")}\n};`,
  "an array without blanks": (bytes) => `{${[...bytes].map((byte) => `0x${hex(byte).toUpperCase()}`).join(",")}}`,
  "pairs with blanks": (bytes) => [...bytes].map(hex).join(" "),
  "pairs with colons": (bytes) =>
    lines(bytes, 15)
      .map((line) => `    ${[...line].map(hex).join(":")}`)
      .join(":\n"),
};
