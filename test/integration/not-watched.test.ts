import { LIMITS } from "@outlay/domain/limits";
import { sendNotifications } from "@outlay/services/send-notifications";
import { watchDay, watchTenant } from "@outlay/services/watch-tenant";
import { readPage, writePage } from "@outlay/storage/pages";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const PLACE = { level: "day", startEpochMs: Date.parse("2026-11-10T00:00:00Z") } as const;

/** A page that says that it has so many rows: whoever may not hold them looks no further. */
function pageOf(rows: number): Uint8Array {
  const header = Buffer.from(JSON.stringify({ rows, conflictCount: 0, conflicts: [], columns: {} }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.byteLength);
  return Buffer.concat([length, header]);
}

async function setUp() {
  const pipeline = createPipeline({ at: "2026-11-20T03:00:00.000Z" });
  const { tenantId, owner } = await pipeline.signUp();
  await owner.post("/v1/notification-channels", { kind: "webhook", name: "x", url: "https://hooks.example.com/" });
  const told: string[] = [];
  const notifier = {
    ...pipeline.jobsWorld,
    random: () => 0,
    sealingSecret: pipeline.world.sealingSecret,
    post: async ({ body }: { body: string }) => {
      const { type, data } = JSON.parse(body) as { type: string; data: unknown };
      told.push(`${type} ${at(data, "rule")}`);
      return { statusCode: 204, error: null, retryAfter: null };
    },
    sendMail: async () => ({ statusCode: null, error: null, retryAfter: null }),
  };
  const heard = async () => {
    const { notify } = pipeline.queues;
    for (let batch = notify.receive(10, true); batch.length > 0; batch = notify.receive(10, true)) {
      notify.settle(batch, await sendNotifications(notifier, batch));
    }
    return told.splice(0);
  };
  let writes = 0;
  const lay = async (rows: number) => {
    const read = await readPage(pipeline.world.table, tenantId, PLACE);
    const page = { basis: `${rows}`, body: pageOf(rows), token: `t${++writes}`, nowEpochMs: 0 };
    await writePage(pipeline.world.table, tenantId, PLACE, read, page);
  };
  const alerts = async (query = "") => itemsOf((await owner.get(`/v1/alerts?kind=anomaly${query}`)).body);
  return { ...pipeline, tenantId, owner, heard, lay, alerts };
}

test("a tenant with more rows than the watch can hold hears so, once, and again when it is watched again", async () => {
  const { lay, jobsWorld, tenantId, heard, alerts, metrics, advance } = await setUp();
  await lay(LIMITS.watchedRows);
  await watchDay(jobsWorld, tenantId, "2026-11-17");
  expect(await alerts()).toEqual([]);
  await lay(LIMITS.watchedRows + 1);
  for (const date of ["2026-11-18", "2026-11-18", "2026-11-19"]) await watchDay(jobsWorld, tenantId, date);
  expect(metrics["tenantsNotWatched"]).toBe(3);
  expect(await heard()).toEqual(["alert.opened not_watched_days"]);
  const [alert, ...others] = await alerts("&rule=not_watched_days");
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    status: "open",
    severity: "warning",
    scope: {},
    since: "2026-11-18",
    is_ongoing: true,
    observed: LIMITS.watchedRows + 1,
    high: LIMITS.watchedRows,
  });
  expect(at(alert, "next_step")).toContain("No rule of days is judged");
  await lay(10);
  advance(86_400_000);
  for (const date of ["2026-11-20", "2026-11-20"]) await watchDay(jobsWorld, tenantId, date);
  expect(await heard()).toEqual(["alert.resolved not_watched_days"]);
  expect((await alerts()).map((each) => [at(each, "status"), valueAt(each, "is_ongoing")])).toEqual([
    ["resolved", false],
  ]);
});

test("days and hours are said apart, and the run goes on with what else it does", async () => {
  const { lay, jobsWorld, tenantId, heard, advance, alerts } = await setUp();
  await lay(LIMITS.watchedRows + 1);
  const hourEpochMs = Date.parse("2026-11-20T03:00:00Z");
  const look = (hours: number) =>
    watchTenant(jobsWorld, tenantId, { hourEpochMs: hourEpochMs + hours * 3_600_000, isNightly: false, isAsked: true });
  await look(0);
  await look(1);
  await watchDay(jobsWorld, tenantId, "2026-11-19");
  expect((await heard()).toSorted()).toEqual(["alert.opened not_watched_days", "alert.opened not_watched_hours"]);
  await lay(10);
  advance(3_600_000);
  await look(2);
  expect(await heard()).toEqual(["alert.resolved not_watched_hours"]);
  // The same day once more: the same alert is open again.
  await lay(LIMITS.watchedRows + 1);
  await look(3);
  expect(await heard()).toEqual(["alert.opened not_watched_hours"]);
  expect(await alerts()).toHaveLength(2);
});

test("what somebody resolved by hand is not said again while it is so", async () => {
  const { lay, owner, jobsWorld, tenantId, heard, alerts } = await setUp();
  await lay(LIMITS.watchedRows + 1);
  await watchDay(jobsWorld, tenantId, "2026-11-18");
  await heard();
  await owner.post(`/v1/alerts/${at((await alerts())[0], "id")}/resolve`);
  await watchDay(jobsWorld, tenantId, "2026-11-19");
  expect(await heard()).toEqual(["alert.resolved not_watched_days"]);
  await lay(10);
  await watchDay(jobsWorld, tenantId, "2026-11-20");
  await lay(LIMITS.watchedRows + 1);
  await watchDay(jobsWorld, tenantId, "2026-11-21");
  expect(await heard()).toEqual(["alert.opened not_watched_days"]);
});

test("a preview of so much is refused, and says what to do", async () => {
  const { lay, owner } = await setUp();
  await lay(LIMITS.watchedRows + 1);
  const { status, body } = await owner.post("/v1/alert-rule-previews", { rule: "growth", days: 10 });
  expect([status, at(body, "code")]).toEqual([422, "query_too_large"]);
});
