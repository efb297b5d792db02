import { REPORTS } from "@outlay/domain/report-registry";
import { describe, expect, test } from "vitest";
import { chat, chats, NOVEMBER, of, reportedTenant, rowsOf } from "./reported.ts";
import { at, itemsOf, valueAt } from "./world.ts";

describe("every report", () => {
  test.each(REPORTS.map(({ name }) => name))("%s of a tenant without usage is empty", async (name) => {
    const { report } = await reportedTenant();
    const body = await report(name);
    expect(body).toMatchObject({ report: name, items: [], apart: [], spend: "0", next_cursor: null });
    expect(valueAt(body, "totals")).toMatchObject({ count: 0, saving: null });
  });

  test("is listed with what its rows hold; what others answer is linked", async () => {
    const { owner } = await reportedTenant();
    const { body } = await owner.get("/v1/reports");
    expect(itemsOf(body).map((item) => at(item, "name"))).toEqual(REPORTS.map(({ name }) => name));
    for (const item of itemsOf(body)) expect((await owner.get(at(item, "path"))).status).toBe(200);
    for (const index of [0, 1, 2]) {
      expect((await owner.get(at(body, "elsewhere", index, "path"))).status).toBe(200);
    }
  });

  test("without a range is of the last 30 local days, and a cursor keeps them", async () => {
    const { count, owner, advance } = await reportedTenant({ time_zone: "Asia/Kathmandu" });
    await count([
      chat("a", of({ user: "ann" }, { time: "2026-10-21T18:20:00Z" })),
      chat("b", of({ user: "bob" }, { time: "2026-10-21T18:10:00Z" })),
      chat("c", of({ user: "cem" })),
    ]);
    const { body } = await owner.get("/v1/reports/power-users?limit=1");
    expect(body).toMatchObject({ from: "2026-10-22", to: "2026-11-21", spend: "0.005" });
    // Local midnight is 18:15 of UTC.
    expect(at(body, "items", 0, "events")).toContain(
      "from=2026-10-21T18%3A15%3A00.000Z&to=2026-11-20T18%3A15%3A00.000Z",
    );
    advance(12 * 3_600_000);
    const next = await owner.get(`/v1/reports/power-users?limit=1&cursor=${at(body, "next_cursor")}`);
    expect(next.body).toMatchObject({ from: "2026-10-22", to: "2026-11-21" });
    expect(rowsOf(next.body)).toEqual([expect.objectContaining({ of: "cem" })]);
  });

  test("links to the events behind a row, and to what outcomes add, with the filters of the request", async () => {
    const { count, owner, behind } = await reportedTenant();
    await count([
      chat("a", of({ user: "ann" }, { outcome: { accepted: true } })),
      chat("b", of({ user: "ann" }, { time: "2026-10-20T09:00:00Z" })),
      chat("c", of({ user: "ann" }, { source: "other" })),
      chat("d", of({ user: "ann", department: "tests" })),
      chat("e", of({ user: "bob" })),
    ]);
    const query = "from=2026-10-01&to=2026-12-01&source=gateway&user=ann&user=bob&not:department=tests";
    const { body } = await owner.get(`/v1/reports/power-users?${query}`);
    expect(rowsOf(body)).toMatchObject([
      { of: "ann", events: 2 },
      { of: "bob", events: 1 },
    ]);
    expect(await behind(itemsOf(body)[0])).toEqual(["a", "b"]);
    const outcomes = await owner.get(at(body, "items", 0, "outcomes").replace("from=2026-10-01", "from=2026-11-18"));
    expect(itemsOf(outcomes.body)).toHaveLength(1);
  });

  test("as CSV and NDJSON holds the same rows, and runs in no spreadsheet", async () => {
    const { count, owner } = await reportedTenant();
    await count([
      ...chats(2, "a", () => of({ user: '=HYPERLINK("http://x", "y")' })),
      chat("b", of({ user: "bob, the second" })),
    ]);
    const path = `/v1/reports/power-users?${NOVEMBER}&limit=1`;
    const first = await owner.get(`${path}&format=csv`);
    expect(first.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header, line, end] = String(first.body).split("\r\n");
    expect(header).toBe(
      "user,cost,events,premium_cost,share,cumulative_share,times_average,saving,saving_is_estimated,advice,events,outcomes",
    );
    expect(line).toMatch(/^"'=HYPERLINK\(""http:\/\/x"", ""y""\)",0.005,2,0,0.666666666667,/);
    expect(end).toBe("");
    const next = `${path}&cursor=${String(first.headers.get("next-cursor"))}`;
    const second = await owner.get(next, { accept: "text/csv" });
    expect(String(second.body).split("\r\n")[1]).toMatch(/^"bob, the second",0.0025,1,/);
    expect(second.headers.get("next-cursor")).toBe(null);
    const lines = await owner.get(next, { accept: "application/x-ndjson" });
    const { body } = await owner.get(next);
    expect(String(lines.body)).toBe(`${JSON.stringify(itemsOf(body)[0])}\n`);
  });

  test.each([
    ["abandoned-runs", "cover=none", "?cover"],
    ["abandoned-runs", "order_by=abandoned_share", "?order_by"],
    ["without-budget", "cover=maybe", "?cover"],
    ["cheaper-models", "outcomes_min=0", "?outcomes_min"],
    ["cheaper-models", "acceptance_margin=1.1", "?acceptance_margin"],
    ["power-users", "min_cost=-1", "?min_cost"],
    ["power-users", "limit=501", "?limit"],
    ["power-users", "usr=ann", "?usr"],
    ["power-users", "from=2026-11-03&to=2026-11-03", "?to"],
    ["power-users", "from=2025-11-01&to=2026-11-03", "?to"],
  ])("%s with %s is refused, and says why", async (name, query, pointer) => {
    const { owner } = await reportedTenant();
    const answer = await owner.get(`/v1/reports/${name}?${query}`);
    expect(answer.status).toBe(422);
    expect(at(answer.body, "errors", 0, "pointer")).toBe(pointer);
  });

  test("of a name that there is not is 404, and a cursor of another report or filter is refused", async () => {
    const { owner, count } = await reportedTenant();
    expect((await owner.get("/v1/reports/nothing")).body).toMatchObject({ status: 404, code: "report_not_found" });
    await count(chats(2, "a", (index) => of({ user: `u${index}`, workflow: `w${index}` })));
    const { body } = await owner.get("/v1/reports/power-users?limit=1");
    const cursor = at(body, "next_cursor");
    for (const path of ["without-budget?", "power-users?source=gateway&", "power-users?min_cost=0.1&"]) {
      expect((await owner.get(`/v1/reports/${path}limit=1&cursor=${cursor}`)).body).toMatchObject({
        code: "cursor_invalid",
      });
    }
  });
});
