import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvCell, csvLine } from "./csv.ts";

/** As RFC 4180 reads it. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let [line, cell, isQuoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (isQuoted && char === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === ",") {
      line.push(cell);
      cell = "";
    } else if (!isQuoted && text.startsWith("\r\n", at)) {
      lines.push([...line, cell]);
      [line, cell] = [[], ""];
      at++;
    } else cell += char;
  }
  return lines;
}

describe("a line of CSV", () => {
  test.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ["two\r\nlines", '"two\r\nlines"'],
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", '"\'\r=1"'],
    ['"=1+1', '"\'""=1+1"'],
    ["  =1", "'  =1"],
    ["＝1+1", "'＝1+1"],
    ["－1", "'－1"],
    ["a-b", "a-b"],
  ])("writes the text %j as %j", (text, written) => expect(csvLine([text])).toBe(`${written}\r\n`));

  test("keeps numbers numbers, also below zero, and nothing nothing", () => {
    expect(csvLine([{ number: "-0.5" }, null, { number: "12" }])).toBe("-0.5,,12\r\n");
  });

  test("is read back as it was, but for the mark of what would be run", () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", "=", "-", " ", "＝", "@") }),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells: readonly CsvCell[]) => {
        const [read = []] = readCsv(csvLine(cells));
        expect(read.map((text, index) => (text === cells[index] ? text : text.replace(/^'/, "")))).toEqual(cells);
        for (const text of read) expect(text).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
      }),
    );
  });
});
