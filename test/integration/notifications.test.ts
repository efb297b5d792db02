import { permissions } from "@outlay/infra/permissions";
import type { LoopAlert } from "@outlay/domain/alert";
import { acknowledge, type AlertTransition, mark, newLife, snooze } from "@outlay/domain/alert-life";
import { isStandardWebhook } from "@outlay/domain/webhook-signature";
import { announceAlert } from "@outlay/services/announce-alert";
import type { NotifierWorld, Post, Reached } from "@outlay/services/context";
import { raiseAlert } from "@outlay/services/raise-alert";
import { runJobs } from "@outlay/services/run-jobs";
import { sendNotifications } from "@outlay/services/send-notifications";
import { sweepNotifications } from "@outlay/services/sweep-notifications";
import { getAlert, saveAlert } from "@outlay/storage/alerts";
import { EXPIRES_AT, type Table } from "@outlay/storage/table";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

const URL_A = "https://hooks.example.com/a";
const SLACK_URL = "https://hooks.slack.com/services/T0/B0/verysecrettoken";
const taken: Reached = { statusCode: 204, error: null, retryAfter: null };
const gone: Reached = { statusCode: 410, error: "http_status", retryAfter: null };
const broken: Reached = { statusCode: 500, error: "http_status", retryAfter: null };

const alertOf = (overrides: Partial<LoopAlert> = {}): LoopAlert => ({
  id: "loop.2026-11-02.abc",
  kind: "loop",
  run_id: "run_1",
  step: null,
  step_name: "search <!channel> & more",
  repeats: 11,
  stalled_steps: null,
  most: 10,
  run_limit_id: null,
  refused: false,
  values: { department: "research", workflow: "crawl" },
  next_step: "Stop it.",
  ...newLife("warning", "2026-11-02T09:00:00.000Z"),
  ...overrides,
});

/** A table that refuses to read what its function may not, as AWS does. */
function readingOnly(patterns: readonly string[], table: Table): Table {
  const check = (pk: string) => {
    const isMatched = patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(pk));
    if (!isMatched) throw new Error(`The partition ${pk} may not be read.`);
  };
  return {
    ...table,
    get: (key) => {
      check(key.pk);
      return table.get(key);
    },
    query: (range) => {
      check(range.pk);
      return table.query(range);
    },
    getAll: () => {
      throw new Error("Nothing may be read in batches.");
    },
  };
}

/** A tenant, its API and the notifier, whose receivers answer as told. */
async function setUp(answer: (request: Parameters<Post>[0]) => Reached = () => taken) {
  const { world, queues, signUp, advance, table, withScopes } = createWorld();
  const tenant = await signUp();
  const posts: (Parameters<Post>[0] & { readonly atEpochMs: number })[] = [];
  const mails: Parameters<NotifierWorld["sendMail"]>[0][] = [];
  const notifier: NotifierWorld = {
    ...world,
    table: readingOnly(permissions.notifier.table.read, table),
    random: () => 0,
    post: async (request) => {
      posts.push({ ...request, atEpochMs: world.now().getTime() });
      return answer(request);
    },
    sendMail: async (mail) => {
      mails.push(mail);
      return taken;
    },
  };
  /** Works off what is due, once. */
  const once = async (includeDelayed = false) => {
    const batch = queues.notify.receive(10, includeDelayed);
    queues.notify.settle(batch, await sendNotifications(notifier, batch));
    const jobs = queues.jobs.receive(10);
    queues.jobs.settle(jobs, await runJobs(world, jobs));
    return batch.length + jobs.length;
  };
  return {
    ...tenant,
    world,
    table,
    queues,
    advance,
    withScopes,
    posts,
    mails,
    notify: async () => {
      while ((await once()) > 0);
    },
    /** As time passes: each delayed message comes when its delay is over. */
    pass: async (ms: number) => {
      const until = world.now().getTime() + ms;
      while (world.now().getTime() < until) {
        const delays = queues.notify.waiting.map(({ delaySeconds }) => delaySeconds * 1000);
        advance(Math.min(...delays, until - world.now().getTime()) || 1000);
        await once(true);
        while ((await once()) > 0);
      }
    },
    raise: (alert = alertOf()) => raiseAlert(world, tenant.tenantId, alert),
    make: async (body: Record<string, unknown> = {}) => {
      const input = { kind: "webhook", name: "On call", url: URL_A, ...body };
      const { status, body: made } = await tenant.owner.post("/v1/notification-channels", input);
      if (status !== 201) throw new Error(JSON.stringify(made));
      return { id: at(made, "notification_channel", "id"), secret: valueAt(made, "secret"), made };
    },
    deliveries: async (query = "") => itemsOf((await tenant.owner.get(`/v1/deliveries${query}`)).body),
  };
}

describe("a webhook", () => {
  test("is told of an alert as the standard's own library verifies it, once", async () => {
    const { make, raise, notify, posts, deliveries } = await setUp();
    const { id, secret } = await make();
    expect(secret).toMatch(/^whsec_/);
    await raise();
    await raise();
    await notify();
    expect(posts).toHaveLength(1);
    const { headers = {}, body = "" } = posts[0] ?? {};
    const known = new Map(Object.entries(headers));
    // The library's own clock is now: only the signature is looked at here.
    const signed = { header: (name: string) => known.get(name), bytes: Buffer.from(body) };
    expect(isStandardWebhook(signed, [String(secret)], Date.parse("2026-11-02T09:00:00Z"))).toBe(true);
    const library = new Webhook(String(secret));
    const signature = library.sign(
      String(headers["webhook-id"]),
      new Date(Number(headers["webhook-timestamp"]) * 1000),
      body,
    );
    expect(headers["webhook-signature"]).toBe(signature);
    expect(JSON.parse(body)).toMatchObject({
      type: "alert.opened",
      timestamp: "2026-11-02T09:00:00.000Z",
      data: { id: "loop.2026-11-02.abc", kind: "loop", run_id: "run_1" },
    });
    expect(await deliveries()).toMatchObject([
      {
        id: headers["webhook-id"],
        notification_channel_id: id,
        alert_id: "loop.2026-11-02.abc",
        state: "delivered",
        next_attempt_at: null,
        attempts: [{ number: 1, status_code: 204, error: null }],
      },
    ]);
  });

  test("that fails is tried at exactly the times of the schedule, under one id, each time signed anew, then given up", async () => {
    const { make, raise, pass, notify, posts, deliveries } = await setUp(() => broken);
    await make();
    await raise();
    await notify();
    await pass(80 * 3_600_000);
    const [first] = posts;
    const offsets = posts.map(({ atEpochMs }) => (atEpochMs - (first?.atEpochMs ?? 0)) / 1000);
    expect(offsets).toEqual([0, 5, 305, 2105, 9305, 27_305, 63_305, 113_705, 185_705, 272_105]);
    expect(new Set(posts.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
    expect(new Set(posts.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(10);
    const [delivery] = await deliveries("?state=failed");
    expect(delivery).toMatchObject({ state: "failed", next_attempt_at: null });
    expect(valueAt(delivery, "attempts")).toHaveLength(10);
  });

  test("that asks for time gets it", async () => {
    const { make, raise, pass, notify, posts } = await setUp(() => ({ ...broken, statusCode: 429, retryAfter: "100" }));
    await make();
    await raise();
    await notify();
    await pass(150_000);
    expect(posts.map(({ atEpochMs }) => atEpochMs - (posts[0]?.atEpochMs ?? 0))).toEqual([0, 100_000]);
  });

  test("that is gone is switched off at once, by an entry of the journal, and other channels are told", async () => {
    const { make, raise, notify, posts, deliveries, owner } = await setUp(({ url }) =>
      url === URL_A ? { statusCode: 410, error: "http_status", retryAfter: null } : taken,
    );
    const { id } = await make();
    await make({ name: "Other", url: "https://hooks.example.com/b" });
    await raise();
    await notify();
    await raise(alertOf({ id: "loop.2026-11-02.def" }));
    await notify();
    expect(posts.filter(({ url }) => url === URL_A)).toHaveLength(1);
    const told = posts.filter(({ url }) => url !== URL_A).map(({ body }) => at(JSON.parse(body), "type"));
    expect(told.toSorted()).toEqual(["alert.opened", "alert.opened", "channel.disabled"]);
    expect((await owner.get(`/v1/notification-channels/${id}`)).body).toMatchObject({
      enabled: false,
      disabled_reason: "gone",
    });
    expect(await deliveries(`?notification_channel_id=${id}`)).toMatchObject([{ state: "disabled" }]);
    const entries = itemsOf((await owner.get("/v1/audit-log?limit=100")).body);
    expect(entries).toContainEqual(
      expect.objectContaining({
        operation: "notification_channel.disabled",
        entity_id: id,
        actor: { kind: "platform", id: "platform" },
      }),
    );
  });

  test("that takes nothing for five days is switched off, and what it did not get can be sent again", async () => {
    let answer = broken;
    const { make, raise, notify, pass, posts, deliveries, owner } = await setUp(() => answer);
    const { id } = await make();
    await raise();
    await notify();
    await pass(100 * 3_600_000);
    await raise(alertOf({ id: "loop.2026-11-06.def" }));
    await pass(40 * 3_600_000);
    expect((await owner.get(`/v1/notification-channels/${id}`)).body).toMatchObject({ disabled_reason: "failing" });
    const [failed] = await deliveries("?alert_id=loop.2026-11-02.abc");
    const path = `/v1/deliveries/${at(failed, "id")}/redeliver`;
    expect((await owner.post(path)).status).toBe(409);
    await owner.send("PUT", `/v1/notification-channels/${id}`, { name: "On call", enabled: true });
    answer = taken;
    expect((await owner.post(path)).body).toMatchObject({ state: "pending" });
    const before = posts.length;
    await notify();
    expect(posts).toHaveLength(before + 1);
    expect(posts.at(-1)?.headers["webhook-id"]).toBe(at(failed, "id"));
    expect((await owner.get(`/v1/deliveries/${at(failed, "id")}`)).body).toMatchObject({ state: "delivered" });
  });

  test("that is switched off stays so when it is changed, until someone says that it is to be on", async () => {
    const { make, raise, notify, pass, posts, owner } = await setUp(() => gone);
    const { id } = await make();
    const path = `/v1/notification-channels/${id}`;
    const put = async (body: object) => valueAt((await owner.send("PUT", path, body)).body, "notification_channel");
    expect(await put({ name: "Renamed", enabled: false })).toMatchObject({ enabled: false, disabled_reason: null });
    expect(await put({ name: "Again" })).toMatchObject({ name: "Again", enabled: false, disabled_reason: null });
    expect(await put({ name: "Again", enabled: true })).toMatchObject({ enabled: true });
    expect(await put({ name: "On call" })).toMatchObject({ name: "On call", enabled: true });
    await raise();
    await notify();
    await pass(60_000);
    const off = { enabled: false, disabled_reason: "gone" };
    expect(await put({ name: "Renamed" })).toMatchObject({ name: "Renamed", ...off });
    expect(await put({ name: "Moved", url: "https://elsewhere.example.com/" })).toMatchObject({
      name: "Moved",
      ...off,
    });
    await raise(alertOf({ id: "loop.2026-11-03.def" }));
    await notify();
    expect(posts).toHaveLength(1);
    expect(await put({ name: "Moved", enabled: true })).toMatchObject({ enabled: true, disabled_reason: null });
  });

  test("that moves is not switched off for what its former host did", async () => {
    const { make, raise, notify, pass, owner } = await setUp(() => broken);
    const { id } = await make();
    const path = `/v1/notification-channels/${id}`;
    await raise();
    await notify();
    await pass(100 * 3_600_000);
    await owner.send("PUT", path, { name: "On call", url: "https://elsewhere.example.com/" });
    await pass(30 * 3_600_000);
    await raise(alertOf({ id: "loop.2026-11-06.def" }));
    await notify();
    expect((await owner.get(path)).body).toMatchObject({ enabled: true, disabled_reason: null });
  });

  test("is not forgotten what it is sent again on the last day in the log", async () => {
    const { make, raise, notify, pass, owner, deliveries, advance, table, world } = await setUp(() => broken);
    await make();
    await raise();
    await notify();
    await pass(80 * 3_600_000);
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ state: "failed" });
    advance(86 * 86_400_000);
    const id = at(failed, "id");
    expect((await owner.post(`/v1/deliveries/${id}/redeliver`)).body).toMatchObject({ state: "pending" });
    await notify();
    const kept = table.dump().find(({ pk, sk }) => pk.endsWith(`#T#${id}`) && sk === "D");
    const lastAttemptMs = world.now().getTime() + 90 * 3_600_000;
    expect(Number(kept?.[EXPIRES_AT]) * 1000).toBeGreaterThan(lastAttemptMs);
  });

  test.each(["switched off", "deleted"])("that was %s is told no more of what was still to come", async (how) => {
    const { make, raise, notify, pass, posts, deliveries, owner } = await setUp(() => broken);
    const path = `/v1/notification-channels/${(await make()).id}`;
    await raise();
    await notify();
    expect(posts).toHaveLength(1);
    if (how === "deleted") await owner.send("DELETE", path);
    else await owner.send("PUT", path, { name: "On call", enabled: false });
    const [waiting] = await deliveries();
    const again = await owner.post(`/v1/deliveries/${at(waiting, "id")}/redeliver`);
    expect(at(again.body, "code")).toBe(`notification_channel_${how === "deleted" ? "not_found" : "disabled"}`);
    await pass(3_600_000);
    expect(posts).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: "disabled", next_attempt_at: null }]);
  });

  test("is signed by both secrets while one follows another, and by one again after the grace", async () => {
    const { make, raise, notify, posts, owner, advance } = await setUp();
    const { id, secret } = await make();
    const rotated = await owner.post(`/v1/notification-channels/${id}/rotate`, { grace_seconds: 3600 });
    const next = at(rotated.body, "secret");
    const accepts = (accepted: string) => {
      const { headers = {}, body = "", atEpochMs = 0 } = posts.at(-1) ?? {};
      const known = new Map(Object.entries(headers));
      const signed = { header: (name: string) => known.get(name), bytes: Buffer.from(body) };
      return isStandardWebhook(signed, [accepted], atEpochMs);
    };
    await raise();
    await notify();
    expect([accepts(String(secret)), accepts(next)]).toEqual([true, true]);
    advance(3_600_001);
    await raise(alertOf({ id: "loop.2026-11-02.def" }));
    await notify();
    expect([accepts(String(secret)), accepts(next)]).toEqual([false, true]);
  });

  test("that moves gets a secret anew: the former one never goes to another host", async () => {
    const { make, raise, notify, posts, owner, table } = await setUp();
    const { id, secret } = await make();
    const path = `/v1/notification-channels/${id}`;
    const kept = await owner.send("PUT", path, { name: "Renamed", url: URL_A });
    expect(valueAt(kept.body, "secret")).toBe(null);
    const moved = await owner.send("PUT", path, { name: "Renamed", url: "https://elsewhere.example.com/" });
    const next = at(moved.body, "secret");
    expect(next).not.toBe(secret);
    await raise();
    await notify();
    const { headers = {}, body = "", atEpochMs = 0, url } = posts[0] ?? {};
    const known = new Map(Object.entries(headers));
    const signed = { header: (name: string) => known.get(name), bytes: Buffer.from(body) };
    expect(url).toBe("https://elsewhere.example.com/");
    expect(isStandardWebhook(signed, [String(secret)], atEpochMs)).toBe(false);
    expect(isStandardWebhook(signed, [next], atEpochMs)).toBe(true);
    expect(table.dump().filter(({ pk }) => pk.endsWith(`#W#${id}`))).toHaveLength(1);
  });
});

describe("a channel is told", () => {
  test.each([
    [{}, true],
    [{ alert_kinds: ["loop"] }, true],
    [{ alert_kinds: ["budget"] }, false],
    [{ severity_min: "warning" }, true],
    [{ severity_min: "critical" }, false],
    [{ scope: { department: ["research", "support"] } }, true],
    [{ scope: { department: ["support"] } }, false],
    [{ scope: { user: ["ada"] } }, false],
    [{ events: ["resolved"] }, false],
    [{ rules: ["growth"] }, true],
  ])("with %j of a loop in research: %j", async (filter, isTold) => {
    const { make, raise, notify, posts } = await setUp();
    await make(filter);
    await raise();
    await notify();
    expect(posts).toHaveLength(isTold ? 1 : 0);
  });

  test("of what became of an alert, if it asks for it", async () => {
    const { make, raise, notify, posts, world, tenantId } = await setUp();
    await make({ events: ["acknowledged"] });
    await raise();
    const kept = await getAlert(world.table, tenantId, alertOf().id);
    if (!kept) throw new Error("It was raised.");
    const after = acknowledge(kept.alert, { by: null, at: world.now(), note: null });
    const announcement = { alertId: after.id, sequence: after.version, event: "acknowledged" } as const;
    await announceAlert(world, tenantId, announcement, () => saveAlert(world.table, tenantId, kept, after));
    await notify();
    expect(posts.map(({ body }) => at(JSON.parse(body), "type"))).toEqual(["alert.acknowledged"]);
  });
});

const ada = { kind: "member", id: "mem_1", name: "ada@example.com" } as const;
const silently: AlertTransition = (alert) => ({ ...alert, version: alert.version + 1 });

test.each<[string, AlertTransition]>([
  ["snoozed", snooze(new Date("2026-11-09T00:00:00Z"))],
  ["marked", mark(true, ada)],
  ["acknowledged", acknowledge],
  ["changed in silence", silently],
])("news of an alert that was %s instead, before that came to be, reaches nobody", async (_, transition) => {
  const { make, raise, notify, posts, world, tenantId, pass } = await setUp();
  await make({ events: ["opened", "updated", "resolved"] });
  await raise();
  await notify();
  const { id } = alertOf();
  const lost = await announceAlert(world, tenantId, { alertId: id, sequence: 2, event: "updated" }, async () => {
    const read = await getAlert(world.table, tenantId, id);
    if (!read) throw new Error("The alert is gone.");
    const after = transition(read.alert, { by: ada, at: world.now(), note: null });
    await saveAlert(world.table, tenantId, read, after);
    return saveAlert(world.table, tenantId, read, { ...read.alert, version: 2 });
  });
  expect(lost).toBe(false);
  await pass(3_600_000);
  await sweepNotifications(world, tenantId);
  await notify();
  expect(posts.map(({ body }) => at(JSON.parse(body), "type"))).toEqual(["alert.opened"]);
});

test("Slack gets blocks and plain text, in which nothing is a mention, at a URL that is shown nowhere", async () => {
  const { make, raise, notify, posts, owner, table, world } = await setUp();
  const { id, made } = await make({ kind: "slack", url: SLACK_URL });
  await raise();
  await notify();
  expect(posts[0]?.url).toBe(SLACK_URL);
  expect(posts[0]?.headers["webhook-signature"]).toBeUndefined();
  const sent = JSON.parse(posts[0]?.body ?? "") as { text: string; blocks: { type: string }[] };
  expect(sent.text).toContain("The step search &lt;!channel&gt; &amp; more came 11 times.");
  expect(sent.blocks.map(({ type }) => type)).toEqual(["header", "section", "section"]);
  expect(JSON.stringify(sent.blocks.slice(1))).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
  const path = `/v1/notification-channels/${id}`;
  const texts = [made, (await owner.get(path)).body, (await owner.get("/v1/audit-log?limit=100")).body];
  texts.push((await owner.get("/v1/deliveries")).body, table.dump());
  const shown = JSON.stringify(texts, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
  expect(shown).not.toContain("verysecrettoken");
  expect(shown).toContain("hooks.slack.com");
  expect(world.now().getTime()).toBeGreaterThan(0);
});

test("mail goes to all addresses, and its subject is one line", async () => {
  const { make, raise, notify, mails, owner } = await setUp();
  await make({ kind: "email", url: undefined, addresses: ["a@example.com", "b@example.com"] });
  await raise(alertOf({ run_id: "run\r\nBcc: thief@example.com" }));
  await notify();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ addresses: ["a@example.com", "b@example.com"] });
  expect(mails[0]?.subject).not.toMatch(/[\r\n]/);
  expect(mails[0]?.html).toContain("search &lt;!channel&gt; &amp; more");
  for (const address of [
    "a@example.com\r\nBcc: x@example.com",
    "a@example.com,b@example.com",
    "<a@example.com>",
    "A <a@example.com>",
    "a@b",
  ]) {
    const body = { kind: "email", name: "x", addresses: [address] };
    expect((await owner.post("/v1/notification-channels", body)).status).toBe(422);
  }
});

test("a test is sent also where the channel is switched off, once, and its delivery says what happened", async () => {
  const { make, notify, pass, posts, owner } = await setUp(() => broken);
  const { id } = await make();
  await owner.send("PUT", `/v1/notification-channels/${id}`, { name: "On call", enabled: false });
  const { status, body } = await owner.post(`/v1/notification-channels/${id}/test`);
  expect(status).toBe(202);
  await notify();
  await pass(3_600_000);
  expect(posts.map((post) => at(JSON.parse(post.body), "type"))).toEqual(["channel.test"]);
  expect((await owner.get(`/v1/deliveries/${at(body, "id")}`)).body).toMatchObject({
    state: "failed",
    attempts: [{ status_code: 500, error: "http_status" }],
  });
});

test("the log is paged, newest first, whatever the filter", async () => {
  const { make, raise, notify, owner, advance } = await setUp();
  const { id } = await make();
  for (let day = 0; day < 40; day += 4) {
    await raise(alertOf({ id: `loop.2026-11-02.${day}` }));
    await notify();
    advance(4 * 86_400_000);
  }
  for (const filter of ["", `&notification_channel_id=${id}`, "&state=delivered"]) {
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const { body } = await owner.get(`/v1/deliveries?limit=3${filter}${cursor}`);
      seen.push(...itemsOf(body).map((item) => at(item, "alert_id")));
      const next = valueAt(body, "next_cursor");
      if (typeof next !== "string") break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual([36, 32, 28, 24, 20, 16, 12, 8, 4, 0].map((day) => `loop.2026-11-02.${day}`));
  }
  expect(itemsOf((await owner.get("/v1/deliveries?state=failed")).body)).toEqual([]);
});

test("what a viewer may not see, and a URL that is not public, are refused", async () => {
  const { owner, withScopes, ...signedUp } = await setUp();
  const viewer = await withScopes({ ...signedUp, owner }, "alerts:read");
  expect((await viewer.get("/v1/notification-channels")).status).toBe(403);
  expect((await viewer.get("/v1/deliveries")).status).toBe(403);
  const refused = await owner.post("/v1/notification-channels", { kind: "webhook", name: "x", url: "https://0x7f.1/" });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ errors: [{ pointer: "/url" }] });
});

test("a rule that there is none of is refused: a channel would wait for it forever", async () => {
  const { owner } = await setUp();
  const channel = { kind: "webhook", name: "x", url: "https://hooks.example.com/", rules: ["grwth"] };
  expect(await owner.post("/v1/notification-channels", channel)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/rules/0" }] },
  });
});

test("a filter that the log does not know is refused, and not passed over", async () => {
  const { owner } = await setUp();
  expect(await owner.get("/v1/deliveries?channel_id=x")).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "?channel_id", detail: "There is no such parameter." }] },
  });
});

test.each(["x", "dlv_x", "nch_0123456789abcdef0123456789abcdef"])(
  "no delivery has the id %s: it is said how one looks",
  async (id) => {
    const { owner } = await setUp();
    const answers = [await owner.get(`/v1/deliveries/${id}`), await owner.post(`/v1/deliveries/${id}/redeliver`)];
    for (const { status, body } of answers)
      expect([status, valueAt(body, "errors")]).toEqual([
        422,
        [{ pointer: "param:delivery_id", detail: "an id like dlv_0123456789abcdef0123456789abcdef" }],
      ]);
  },
);
