import { expect, test } from "vitest";
import { parseIngestOptions } from "./ingest-options.ts";
import { mapRow } from "./map-row.ts";
import { checkColumns, parseMapping, UsageError } from "./mapping.ts";

const SET = ["source=gateway,operation=chat"];
const row = (cells: Record<string, string>) => (column: string) => cells[column];

test("a row becomes an event, each field in its place", () => {
  const mapping = parseMapping(
    [
      "time=t,input_tokens=in,id=request",
      "tag:site=where,consumer:department=for",
      "run_id=run,run_step=n,response_cache_hit=hit",
    ],
    [...SET, 'provider=openai,model=gpt-4o,"department=R&D, ""Paris"""'],
  );
  const cells = {
    t: "2026-11-02 09:30",
    in: "12",
    request: "r1",
    where: "paris",
    for: "sales",
    run: "run_1",
    n: "3",
    hit: "true",
  };
  expect(mapRow(row(cells), mapping, "UTC")).toEqual({
    isAmbiguous: false,
    event: {
      id: "r1",
      source: "gateway",
      operation: "chat",
      time: "2026-11-02T09:30:00.000Z",
      provider: "openai",
      model: "gpt-4o",
      usage: { input_tokens: 12 },
      attribution: { department: 'R&D, "Paris"', tags: { site: "paris" }, consumer: { department: "sales" } },
      run: { id: "run_1", step: 3 },
      response_cache_hit: true,
    },
  });
});

test("an empty cell is an absent field, save of the time", () => {
  const mapping = parseMapping(["time=t,input_tokens=in"], SET);
  expect(mapRow(row({ t: "2026-11-02 09:30", in: " " }), mapping, "UTC")).toEqual({
    isAmbiguous: false,
    event: { source: "gateway", operation: "chat", time: "2026-11-02T09:30:00.000Z" },
  });
  expect(mapRow(row({ t: "", in: "1" }), mapping, "UTC")).toEqual({ faults: ["time (t): this is empty"] });
});

test.each(["12.5", "1e3", "-1", "1,000", "1 000", "0x10", "+1", "Infinity", "12.0", "1234567890123456"])(
  "the count %s is refused, never guessed at",
  (text) => {
    const mapping = parseMapping(["time=t,input_tokens=in"], SET);
    const mapped = mapRow(row({ t: "2026-11-02 09:30", in: text }), mapping, "UTC");
    expect(mapped).toEqual({ faults: [`input_tokens (in): "${text}" is no whole number in plain digits`] });
  },
);

test("all faults of a mapping are told at once, with what there is", () => {
  const parse = () => parseMapping(["time=t,input_tokns=in,model", "time=u"], ["operation=chat"]);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(/there is no field input_tokns; did you mean input_tokens\?/);
  expect(parse).toThrow(/--map model: write it as field=value/);
  expect(parse).toThrow(/time is given twice/);
  expect(parse).toThrow(/every event needs source/);
  expect(parse).toThrow(/Fields: time, id,/);
});

test("a column that the file has not is named, beside those it has", () => {
  const mapping = parseMapping(["time=t,input_tokens=Tokens"], SET);
  expect(() => checkColumns(mapping, ["t", "tokens"])).toThrow("The file has no column Tokens.\nColumns: t, tokens");
  expect(() => checkColumns(mapping, ["t", "Tokens", "Tokens"])).toThrow("The file has the column Tokens twice");
  expect(() => checkColumns(mapping, ["t;Tokens"])).toThrow("try --delimiter ';'");
  expect(() => checkColumns(mapping, ["t;x", "Tokens"])).toThrow(/Columns: t;x, Tokens$/);
});

test.each([
  [["--map", "time=t"], /Which file/],
  [["a.csv", "b.csv"], /One file at a time/],
  [["a.csv", "--zone", "Paris"], /no IANA time zone/],
  [["a.parquet"], /say --format/],
  [["a.csv", "--format", "xml"], /csv and ndjson/],
  [["a.csv", "--sets", "x=y"], /Unknown option '--sets'/],
])("%j is not understood", (args, message) => {
  expect(() => parseIngestOptions(args)).toThrow(message);
  expect(() => parseIngestOptions(args)).toThrow(UsageError);
});
