import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "./errors.ts";
import {
  parseStrictElements,
  parseStrictJson,
  parseStrictLines,
  splitNdjson,
  parseStrictMember,
} from "./strict-json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const limits = { depthMax: 10, elementsMax: 3 };
const parse = (text: string) => parseStrictJson(bytesOf(text), limits);
const elements = (text: string) => parseStrictElements(bytesOf(text), limits).elements;

function refusal(run: () => unknown): { code: string; pointers: string[] } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, pointers: error.faults.map(({ pointer }) => pointer) };
  }
}

test.each([
  ["a member twice", '{"a":1,"b":{"c":1,"c":2}}', "/b/c"],
  ["a member twice under an escape", String.raw`{"a":1,"\u0061":2}`, "/a"],
  ["__proto__", '{"a":[{"__proto__":1}]}', "/a/0/__proto__"],
  ["__proto__ under an escape", String.raw`{"__pr\u006fto__":{}}`, "/__proto__"],
  ["a number beyond a double", '{"a":[0,1e400]}', "/a/1"],
  ["a negative number beyond a double", '{"a":-1e400}', "/a"],
  ["a name that a pointer must escape", '{"a/b~":1,"a/b~":1}', "/a~1b~0"],
])("%s is refused with its place", (_, text, pointer) => {
  expect(refusal(() => parse(text))).toEqual({ code: "invalid_request", pointers: [pointer] });
});

test("every fault of a value is told at once", () => {
  expect(refusal(() => parse('{"a":1e400,"b":1,"b":2,"c":{"__proto__":1}}'))?.pointers).toEqual([
    "/a",
    "/b",
    "/c/__proto__",
  ]);
});

test.each([
  ["nothing", ""],
  ["a byte order mark", "\uFEFF{}"],
  ["trailing garbage", "{} x"],
  ["a second value", "{}{}"],
  ["NaN", '{"a":NaN}'],
  ["a comment", "{/**/}"],
  ["a trailing comma", '{"a":1,}'],
  ["an open string", '{"a":"'],
  ["single quotes", "{'a':1}"],
  ["a leading zero", "[01]"],
])("%s is malformed", (_, text) => {
  expect(refusal(() => parse(text))?.code).toBe("malformed_body");
});

test.each([[[0xff]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]], [[0x22, 0xe2, 0x82, 0x22]]])(
  "the bytes %j are not UTF-8",
  (bytes) => {
    expect(refusal(() => parseStrictJson(Uint8Array.from(bytes), limits))?.code).toBe("malformed_body");
  },
);

const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}${"]}".repeat(levels / 2)}`;

test("nesting is refused from one level beyond the limit, in objects and arrays, and not in strings", () => {
  expect(parse(nested(10))).toBeDefined();
  expect(refusal(() => parse(`[${nested(10)}]`))?.code).toBe("invalid_request");
  expect(parse(JSON.stringify("[".repeat(100)))).toBe("[".repeat(100));
});

test("nesting of millions of levels is refused without being parsed", () => {
  const brackets = bytesOf("[".repeat(4_000_000) + "]".repeat(4_000_000));
  const started = process.cpuUsage();
  expect(refusal(() => parseStrictJson(brackets, limits))?.code).toBe("invalid_request");
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000); // Microseconds of CPU: a busy machine fails no test.
});

test("an object of very many members takes linear time, with a repeat at its end too", () => {
  const names = Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(",");
  const started = process.cpuUsage();
  expect(refusal(() => parse(`{${names}}`))).toBeUndefined();
  expect(refusal(() => parse(`{${names},"k0":1}`))?.pointers).toEqual(["/k0"]);
  expect(process.cpuUsage(started).user).toBeLessThan(3_000_000); // Microseconds of CPU: a busy machine fails no test.
});

test("a repeat is found beside a text, a name and white space of megabytes", () => {
  const long = "x".repeat(4_000_000);
  for (const part of [`"b":"${long}"`, `"${long}":1`, `${" ".repeat(4_000_000)}"b":1`]) {
    expect(refusal(() => parse(`{"a":1,"a":2,${part}}`))?.pointers).toEqual(["/a"]);
  }
});

test("a fault in one element is that element's alone", () => {
  const [first, second, third] = elements('[{"a":1}, {"a":1,"a":2}, {"a":3}]');
  expect([first?.value, second?.value, third?.value]).toEqual([{ a: 1 }, undefined, { a: 3 }]);
  expect(second?.faults).toEqual([{ pointer: "/a", detail: "This member stands twice." }]);
  expect(elements(`[1,${"[".repeat(11)}${"]".repeat(11)},3]`).map(({ faults }) => faults.length)).toEqual([0, 1, 0]);
});

test("a syntax error in one element is the whole body's, and says where", () => {
  expect(refusal(() => elements('[{"a":1},{"b":tru}]'))).toEqual({ code: "malformed_body", pointers: ["/1"] });
});

test("more elements than the limit are refused, before they are parsed", () => {
  expect(elements("[1,2,3]")).toHaveLength(3);
  expect(refusal(() => elements("[1,2,3,4]"))?.code).toBe("too_many_events");
  expect(refusal(() => elements(`[${"{".repeat(3)},1,1,1]`))?.code).toBe("malformed_body");
});

test.each(["[]", " [ ] "])("%j holds no element", (text) => {
  expect(parseStrictElements(bytesOf(text), limits)).toEqual({ isList: true, elements: [] });
});

test("a body that is no array is one element", () => {
  expect(parseStrictElements(bytesOf(' {"a":[1,2,3,4,5]}'), limits)).toEqual({
    isList: false,
    elements: [{ value: { a: [1, 2, 3, 4, 5] }, faults: [] }],
  });
});

test("NDJSON: what is wrong with a line leaves its neighbours alone", () => {
  const bad = Uint8Array.from([...bytesOf('{"a":1}\r\n\n'), 0xff, 0x0a, ...bytesOf('{"a":\n{"a":4}')]);
  const lines = parseStrictLines(bad, { depthMax: 10, elementsMax: 4 });
  expect(lines.map(({ line, value, faults }) => [line, value, faults.length])).toEqual([
    [1, { a: 1 }, 0],
    [3, undefined, 1],
    [4, undefined, 1],
    [5, { a: 4 }, 0],
  ]);
  expect(refusal(() => parseStrictLines(bad, limits))?.code).toBe("too_many_events");
});

test("lines cover all that is not white space", () => {
  expect([...splitNdjson(bytesOf("\n a\r\n \nbc"))]).toEqual([
    { line: 2, start: 1, end: 4 },
    { line: 4, start: 7, end: 9 },
  ]);
});

/** JSON texts, most of them with a character put in, taken out or exchanged. */
const almostJson = fc
  .tuple(
    fc.json({ maxDepth: 3 }),
    fc.nat(),
    fc.constantFrom("", ",", "[", "]", "{", "}", '"', ":", "\\", " ", "0", "\n"),
    fc.nat(2),
  )
  .map(([text, at, insert, removed]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + insert + text.slice(place + removed);
  });

test("an array is taken apart exactly where JSON.parse takes the text, into the same values", () => {
  fc.assert(
    fc.property(fc.array(almostJson, { maxLength: 3 }), (parts) => {
      const text = `[${parts.join(",")}]`;
      let whole: unknown;
      try {
        whole = JSON.parse(text);
      } catch {
        whole = undefined;
      }
      let taken: readonly { readonly value: unknown; readonly faults: readonly unknown[] }[] | undefined;
      try {
        taken = parseStrictElements(bytesOf(text), { depthMax: 20, elementsMax: 1000 }).elements;
      } catch {
        taken = undefined;
      }
      const isStrict = taken?.every(({ faults }) => faults.length === 0) ?? true;
      expect(isStrict ? taken?.map(({ value }) => value) : whole !== undefined).toEqual(isStrict ? whole : true);
    }),
    { numRuns: 3000 },
  );
});

const written = (text: string, isEscaped: boolean) =>
  isEscaped
    ? `"${Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`
    : JSON.stringify(text);

test("a value is refused exactly where a name stands twice in one object, however it is written", () => {
  const name = fc.constantFrom("a", "b", "c", "toString", "constructor", "é", "");
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.boolean(), fc.constantFrom("1", '"x"', "[]", '{"a":1}')), { maxLength: 6 }),
      (members) => {
        const text = `{ ${members.map(([n, isEscaped, value]) => `${written(n, isEscaped)} : ${value}`).join(" , ")} }`;
        const isRepeating = new Set(members.map(([n]) => n)).size < members.length;
        expect(refusal(() => parse(text)) !== undefined).toBe(isRepeating);
      },
    ),
  );
});

describe("a list in an object", () => {
  const limits = { depthMax: 5, elementsMax: 4 };
  const read = (text: string) => parseStrictMember(new TextEncoder().encode(text), "batch", limits);

  test("is judged element by element, with the ids of those that are refused", () => {
    const deep = `{"id":"c","a":${"[".repeat(5)}${"]".repeat(5)}}`;
    const { rest, elements } = read(
      ` {"m":{"a":[1]}, "batch" : [{"id":"a"},{"id":"b","__proto__":{}}, ${deep},{"id":"d","id":"e"}] } `,
    );
    expect(rest).toEqual({ m: { a: [1] }, batch: [] });
    expect(elements.map(({ id, faults }) => [id, faults.length])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 1],
      [undefined, 1],
    ]);
  });

  test("is empty, absent, named by an escape or no list: then the whole is one value", () => {
    expect(read('{"batch":[ ]}')).toEqual({ rest: { batch: [] }, elements: [] });
    for (const text of ['{"b\\u0061tch":[1]}', '{"batch":1}', "{}", "[1]", '{"batch":{"a":[1]}}']) {
      expect(read(text)).toEqual({ rest: JSON.parse(text), elements: [] });
    }
  });

  test("around which something is wrong, or twice, or not JSON, is refused whole", () => {
    const texts = [
      '{"batch":[1],"batch":[2]}',
      '{"__proto__":{},"batch":[1]}',
      '{"batch":[1],}',
      '{"batch":[1,]}',
      '{"batch":[1]]}',
    ];
    for (const text of [
      ...texts,
      '{"batch":[{]}',
      '{"batch" [1]}',
      '{"batch":[1',
      '{"batch":x[1]}',
      '{"batch":[1,2,3,4,5]}',
      '{"batch":[1],"a":[[[[[[]]]]]]}',
    ]) {
      expect(() => read(text)).toThrow(DomainError);
    }
  });
});
