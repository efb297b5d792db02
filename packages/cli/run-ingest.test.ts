import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ApiAccess } from "./api-client.ts";
import { receipt, startFakeApi } from "./fake-api.ts";
import { parseIngestOptions } from "./ingest-options.ts";
import { UsageError } from "./mapping.ts";
import { runIngest } from "./run-ingest.ts";

const MAP = ["--map", "time=t,input_tokens=in", "--set", "source=s,operation=chat,provider=p,model=m"];
const screen = { isTTY: false, columns: 80, write: () => {}, nowMs: () => 0 };

/** Loads a file of that name and content. */
async function ingest(
  access: ApiAccess | undefined,
  name: string,
  content: string | Buffer,
  args: readonly string[] = MAP,
) {
  const file = join(mkdtempSync(join(tmpdir(), "outlay-")), name);
  writeFileSync(file, content);
  const options = parseIngestOptions([file, ...args]);
  if (options === undefined) throw new Error("help was not asked for");
  const printed: string[] = [];
  const code = await runIngest(options, { access, screen, print: (line) => printed.push(line) });
  const refusedFile = `${file}.refused.ndjson`;
  const refused = existsSync(refusedFile) ? readFileSync(refusedFile, "utf8").trim().split("\n") : [];
  return { code, text: printed.join("\n"), refused: refused.map((line): unknown => JSON.parse(line)), file };
}

const csv = (rows: readonly string[]) => `\ufefft,in,note\r\n${rows.map((row) => `${row}\r\n`).join("")}`;
const times = (count: number) => Array.from({ length: count }, () => "2026-11-02 09:30:00,7,x");

test("all rows of a file are sent, and the report says so", async () => {
  await using api = await startFakeApi((request) => receipt(request));
  const { code, text, refused } = await ingest(api.access, "a.csv", csv(times(5_001)));
  expect(code).toBe(0);
  expect(text).toBe("a.csv\n  5,001  rows read\n  5,001  accepted\n      0  refused\nColumns not used: note");
  expect(refused).toEqual([]);
  expect(api.requests.map(({ lines }) => lines.length)).toEqual([5_000, 1]);
  const ids = api.requests.flatMap(({ lines }) => lines.map(({ id }) => id));
  expect(new Set(ids).size).toBe(5_001);
});

test("a file that is sent again sends the same events", async () => {
  await using api = await startFakeApi((request) => receipt(request));
  const rows = csv(["2026-11-02 09:30:00,7,x", "2026-11-02 09:30:00,7,y", "2026-11-02 09:31:00,8,z"]);
  await ingest(api.access, "a.csv", rows);
  await ingest(api.access, "b.csv", rows);
  expect(api.requests[0]?.lines).toEqual(api.requests[1]?.lines);
  expect(new Set(api.requests[0]?.lines.map(({ id }) => id)).size).toBe(3);
});

test("every row is accepted or refused, with its number and its reasons", async () => {
  await using api = await startFakeApi((request) =>
    receipt(request, ({ time }) => (String(time) < "2000" ? "before 2000" : undefined)),
  );
  const { code, text, refused, file } = await ingest(
    api.access,
    "a.csv",
    csv(["2026-11-02 09:30,7,x", "never,1.5,x", "1999-01-01 00:00,7,x", "2026-11-02 09:30,7", "2026-11-02 09:30,8,x"]),
  );
  expect(code).toBe(1);
  expect(text).toContain("5  rows read\n  2  accepted\n  3  refused");
  expect(text).toContain("1 × refused by the API: /time: before 2000\n      row 3");
  expect(text).toContain(`All of them: ${file}.refused.ndjson`);
  expect(refused).toMatchObject([
    {
      row: 2,
      by: "file",
      reasons: [
        'time (t): "never" is no time such as 2026-11-02T09:30:00Z',
        'input_tokens (in): "1.5" is no whole number in plain digits',
      ],
    },
    { row: 4, by: "file", reasons: ["2 cells where the header has 3"] },
    { row: 3, by: "api", reasons: ["/time: before 2000"], event: { time: "1999-01-01T00:00:00.000Z" } },
  ]);
});

test("a reason of many rows names the first twenty", async () => {
  await using api = await startFakeApi((request) => receipt(request, () => "no"));
  const { text, refused } = await ingest(api.access, "a.csv", csv(times(25)));
  expect(text).toContain(
    "25 × refused by the API: /time: no\n      rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, …",
  );
  expect(refused).toHaveLength(25);
});

test("what has no answer is neither accepted nor refused", async () => {
  await using api = await startFakeApi((request, count) =>
    count === 1 ? receipt(request) : { status: 403, body: { title: "No scope" } },
  );
  const { code, text } = await ingest(api.access, "a.csv", csv(times(7_000)));
  expect(code).toBe(1);
  expect(text).toContain(
    "7,000  rows read\n  5,000  accepted\n      0  refused\n  2,000  not sent, or without an answer",
  );
  expect(text).toContain("Stopped early: No scope (HTTP 403)");
});

test("a trial run sends nothing", async () => {
  const { code, text } = await ingest(undefined, "a.csv", csv(times(3)), [...MAP, "--dry-run"]);
  expect(code).toBe(0);
  expect(text).toContain("a.csv (trial run: nothing was sent)\n  3  rows read\n  3  fit to send\n  0  refused");
});

test("NDJSON is read by path, and its bad lines are refused alone", async () => {
  await using api = await startFakeApi((request) => receipt(request));
  const lines = [
    '{"t":"2026-11-02T09:30:00Z","usage":{"prompt":5},"who":"a\u2028b"}',
    "{",
    "",
    "[1]",
    '{"t":1700158546,"usage":{"prompt":1.5}}',
    '{"t":1700158546,"usage":{"prompt":null}}',
  ];
  const args = ["--map", "time=t,input_tokens=usage.prompt", "--set", "source=s,operation=chat"];
  const { code, refused } = await ingest(api.access, "a.ndjson", lines.join("\n"), args);
  expect(code).toBe(1);
  expect(refused).toMatchObject([{ row: 2 }, { row: 3, reasons: ["no JSON object"] }, { row: 4 }]);
  const time = new Date(1_700_158_546_000).toISOString();
  expect(api.requests[0]?.lines).toMatchObject([{ usage: { input_tokens: 5 } }, { time }]);
});

test("a local time that came twice is noted", async () => {
  const args = [...MAP, "--zone", "Europe/Paris", "--dry-run"];
  const { text } = await ingest(undefined, "a.csv", csv(["2026-10-25 02:30,1,x", "2026-10-25 12:30,1,x"]), args);
  expect(text).toContain("1 times came twice in Europe/Paris");
});

test("an unclosed quote stops the file at its row, and what came before is sent", async () => {
  await using api = await startFakeApi((request) => receipt(request));
  const { code, text } = await ingest(api.access, "a.csv", `${csv(times(2))}2026-11-02,"7,x\r\n`);
  expect(code).toBe(1);
  expect(text).toContain("2  rows read\n  2  accepted");
  expect(text).toContain("Stopped early: After row 2");
});

test("bytes that are not UTF-8 are not guessed at", async () => {
  const { code, text } = await ingest(undefined, "a.csv", Buffer.from(csv(times(1)) + "2026-11-02,7,\xff", "latin1"), [
    ...MAP,
    "--dry-run",
  ]);
  expect(code).toBe(1);
  expect(text).toContain("not UTF-8");
});

test("an empty file, a missing file and a missing column are not understood", async () => {
  await expect(ingest(undefined, "a.csv", "")).rejects.toThrow(UsageError);
  await expect(ingest(undefined, "a.csv", "time,in\n")).rejects.toThrow("The file has no column t.\nColumns: time, in");
  const options = parseIngestOptions(["/nowhere/a.csv", ...MAP]);
  await expect(options && runIngest(options, { access: undefined, screen, print: () => {} })).rejects.toThrow(
    "no such file",
  );
});
