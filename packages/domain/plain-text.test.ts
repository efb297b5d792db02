import { expect, test } from "vitest";
import { textFault } from "./plain-text.ts";

test.each([
  "a",
  "P-114 / x",
  "Größe",
  "日本語",
  "e\u0301".normalize("NFC"),
  "x".repeat(128),
  "😀".repeat(128),
  "__proto__",
])("%j is plain", (text) => {
  expect(textFault(text, 128)).toBeUndefined();
});

test.each([
  ["nothing", "", "empty"],
  ["too much", "x".repeat(129), "longer"],
  ["too many characters beyond the BMP", "😀".repeat(129), "longer"],
  ["very much too much", "😀".repeat(1_000_000), "longer"],
  ["a space before", " legal", "white space"],
  ["a no-break space behind", "legal\u00a0", "white space"],
  ["a control", "a\u0000b", "U+0000"],
  ["a line feed", "a\nb", "U+000A"],
  ["DEL", "a\u007f", "U+007F"],
  ["a C1 control", "a\u0085b", "U+0085"],
  ["a bidi override", "a\u202eb", "U+202E"],
  ["a bidi isolate", "a\u2066b", "U+2066"],
  ["a bidi mark", "a\u200fb", "U+200F"],
  ["an Arabic letter mark", "a\u061cb", "U+061C"],
  ["a zero-width space", "te\u200bam", "U+200B"],
  ["a zero-width joiner", "te\u200dam", "U+200D"],
  ["a word joiner", "te\u2060am", "U+2060"],
  ["a byte order mark", "te\ufeffam", "U+FEFF"],
  ["a soft hyphen", "te\u00adam", "U+00AD"],
  ["a Hangul filler", "te\u3164am", "U+3164"],
  ["a variation selector", "te\ufe0fam", "U+FE0F"],
  ["an annotation anchor", "te\ufff9am", "U+FFF9"],
  ["a line separator", "a\u2028b", "U+2028"],
  ["a lone high surrogate", "a\ud800b", "U+D800"],
  ["a lone low surrogate", "a\udc00", "U+DC00"],
  ["another form than NFC", "e\u0301", "NFC"],
])("%s is refused", (_, text, told) => {
  expect(textFault(text, 128)).toContain(told);
});

test("a hostile text of 100 KB is judged within 10 ms", () => {
  for (const text of ["e\u0301".repeat(50_000), "\u0300".repeat(100_000), `${"é".repeat(100_000)}\u200b`]) {
    textFault(text, 1_000_000);
    const started = process.cpuUsage();
    textFault(text, 128);
    expect(process.cpuUsage(started).user).toBeLessThan(10_000); // Microseconds of CPU: a busy machine fails no test.
  }
});
