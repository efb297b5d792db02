import { createHmac } from "node:crypto";
import { createApp } from "@outlay/api/app";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { createWebhookWorld, makeSource, NOW, signedHeaders, told, usageEvent } from "./webhook-sender.ts";
import { at, valueAt } from "./world.ts";

const NOW_MS = Date.parse(NOW);
const NEVER_MADE = `whs_${"0".repeat(26)}`;

describe("WHI-5: a replay", () => {
  test("within the tolerance is accepted and counts nothing new; after it, it is refused", async () => {
    const { post, source, spend, advance } = await createWebhookWorld();
    const text = JSON.stringify(usageEvent());
    const headers = signedHeaders(source.secret, text);
    for (let times = 0; times < 3; times++) {
      const answer = await post(source.path, text, headers);
      expect([answer.status, valueAt(answer.body, "accepted")]).toEqual([202, 1]);
      expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
      advance(100_000);
    }
    advance(1_000);
    expect((await post(source.path, text, headers)).status).toBe(401);
  });

  test("that is signed anew, hours later, counts nothing new", async () => {
    const { send, spend, advance } = await createWebhookWorld();
    expect((await send(usageEvent())).status).toBe(202);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
    advance(6 * 3_600_000);
    expect((await send(usageEvent(), "msg_1", NOW_MS + 6 * 3_600_000)).status).toBe(202);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
  });

  test("of an event that states no time keeps its first receipt's, and counts once", async () => {
    const { send, spend, advance } = await createWebhookWorld();
    const { time: _, ...untimed } = usageEvent();
    await send(untimed);
    advance(200_000);
    await send(untimed, "msg_1", NOW_MS + 200_000);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
  });

  test("of the id with another body is 422, counted, and changes nothing; another source's ids are its own", async () => {
    const { tenant, send, spend, queues, logged } = await createWebhookWorld();
    await send(usageEvent());
    const other = await send(usageEvent({ id: "e2" }));
    expect([other.status, at(other.body, "code")]).toEqual([422, "webhook_id_reused"]);
    expect(logged.filter(({ event }) => event === "webhook_id_reused")).toHaveLength(1);
    expect(queues.usage.waiting).toHaveLength(1);
    const second = await makeSource(tenant.owner, { source: "second" });
    expect((await send(usageEvent({ id: "e2" }), "msg_1", NOW_MS, second)).status).toBe(202);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(2);
  });

  test("of two bodies at once under one id, one is let in", async () => {
    const { send } = await createWebhookWorld();
    const ids = ["a", "b", "c", "d", "e"];
    const answers = await Promise.all(ids.map((id) => send(usageEvent({ id }))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 422, 422, 422, 422]);
  });

  test("after the id is forgotten, 30 days later, may say something else", async () => {
    const { send, advance } = await createWebhookWorld();
    await send(usageEvent());
    const days = 30 * 24 * 3_600_000;
    advance(days);
    const { time: _, ...untimed } = usageEvent({ id: "e2" });
    expect((await send(untimed, "msg_1", NOW_MS + days)).status).toBe(202);
  });
});

describe("WHI-6: secrets and where they are not", () => {
  test("old and new secret are accepted in the grace, the old one is refused after it, and a third ends the first", async () => {
    const { tenant, source, send, advance } = await createWebhookWorld();
    const rotate = async (graceSeconds: number) => {
      const answer = await tenant.owner.post(`/v1/webhook-sources/${source.id}/rotate`, {
        grace_seconds: graceSeconds,
      });
      expect(answer.status).toBe(200);
      return at(answer.body, "secret");
    };
    let sent = 0;
    let awayMs = 0;
    const statusOf = async (secret: string) =>
      (await send(usageEvent(), `msg_${++sent}`, NOW_MS + awayMs, { ...source, secret })).status;
    const second = await rotate(60);
    expect([await statusOf(source.secret), await statusOf(second)]).toEqual([202, 202]);
    awayMs = 59_999;
    advance(59_999);
    expect(await statusOf(source.secret)).toBe(202);
    awayMs = 60_000;
    advance(1);
    expect([await statusOf(source.secret), await statusOf(second)]).toEqual([401, 202]);
    const third = await rotate(3600);
    const fourth = await rotate(3600);
    expect([await statusOf(second), await statusOf(third), await statusOf(fourth)]).toEqual([401, 202, 202]);
  });

  test("a source that never was, of another kind, switched off or deleted is answered as a bad signature", async () => {
    const { tenant, source, post } = await createWebhookWorld();
    const text = JSON.stringify(usageEvent());
    const headers = signedHeaders(source.secret, text);
    const bad = told(await post(source.path, text, { ...headers, "webhook-signature": "v1,AAAA" }));
    const helicone = { "helicone-signature": createHmac("sha256", source.secret).update(text).digest("hex") };
    const elsewhere = [NEVER_MADE, "x", source.id.toUpperCase(), `${source.id}0`].map(
      (id) => `/v1/webhooks/outlay/${id}`,
    );
    for (const path of [...elsewhere, `/v1/webhooks/helicone/${source.id}`, `/v1/webhooks/nobody/${source.id}`]) {
      expect(told(await post(path, text, { ...headers, ...helicone }))).toEqual(bad);
    }
    expect((await post(source.path, text, headers)).status).toBe(202);
    const path = `/v1/webhook-sources/${source.id}`;
    await tenant.owner.send("PUT", path, { name: "sender", enabled: false });
    expect(told(await post(source.path, text, headers))).toEqual(bad);
    await tenant.owner.send("PUT", path, { name: "sender", enabled: true });
    expect((await post(source.path, text, headers)).status).toBe(202);
    await tenant.owner.send("DELETE", path);
    expect(told(await post(source.path, text, headers))).toEqual(bad);
  });

  test("one tenant's secret opens no other's source", async () => {
    const { signUp, source, send, queues } = await createWebhookWorld();
    const theirs = await makeSource((await signUp()).owner);
    expect((await send(usageEvent(), "msg_1", NOW_MS, { ...theirs, secret: source.secret })).status).toBe(401);
    expect(queues.usage.waiting).toEqual([]);
  });
});

describe("WHI-7: a webhook is answered only once its events are durable", () => {
  type Mode = "before" | "after";
  /** Throws at the n-th call, before it is done or after. */
  const failing = (n: number, mode: Mode) => {
    let calls = 0;
    return {
      get calls() {
        return calls;
      },
      wrap: async <T>(call: () => Promise<T>): Promise<T> => {
        const isHit = calls++ === n;
        if (isHit && mode === "before") throw new Error("killed before");
        const result = await call();
        if (isHit) throw new Error("killed after");
        return result;
      },
    };
  };

  test("whichever call fails, before or after it was done: either accepted and in the queue, or no success; and again counts once", async () => {
    const inner = memoryTable();
    let fault = failing(-1, "before");
    const wrapTable = (): Table => ({
      get: (key) => fault.wrap(() => inner.get(key)),
      getAll: (keys) => fault.wrap(() => inner.getAll(keys)),
      query: (range) => fault.wrap(() => inner.query(range)),
      put: (item, condition) => fault.wrap(() => inner.put(item, condition)),
      putAll: (items) => fault.wrap(() => inner.putAll(items)),
      remove: (key, condition) => fault.wrap(() => inner.remove(key, condition)),
      addToSets: (key, sets) => fault.wrap(() => inner.addToSets(key, sets)),
      update: (key, change) => fault.wrap(() => inner.update(key, change)),
    });
    const testWorld = await createWebhookWorld({ wrapTable });
    const { queues, world, source, spend } = testWorld;
    const usageQueue = {
      send: (messages: Parameters<typeof queues.usage.send>[0]) => fault.wrap(() => queues.usage.send(messages)),
    };
    const app = createApp({ ...world, usageQueue });
    const { time: _, ...untimed } = usageEvent();
    let failures = 0;
    let sent = 0;
    for (const mode of ["before", "after"] as const) {
      for (let n = 0; n < 20; n++) {
        const text = JSON.stringify({ ...untimed, id: `${mode}-${n}` });
        const request = {
          method: "POST",
          body: text,
          headers: signedHeaders(source.secret, text, `msg_${mode}_${n}`),
        };
        fault = failing(n, mode);
        const inQueue = queues.usage.waiting.length;
        const { status } = await app.request(source.path, request);
        const wasSent = queues.usage.waiting.length > inQueue;
        expect(status >= 300 || wasSent).toBe(true);
        failures += status < 300 ? 0 : 1;
        fault = failing(-1, "before");
        expect((await app.request(source.path, request)).status).toBe(202);
        sent += 1;
      }
    }
    // Look-up, configuration, secrets, delivery, receipt, queue: each failed once in each mode.
    expect(failures).toBe(12);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(sent);
  });

  test("what the queue does not take is no success", async () => {
    const { world, source } = await createWebhookWorld();
    const app = createApp({ ...world, usageQueue: { send: async (messages) => messages.map((_, index) => index) } });
    const text = JSON.stringify(usageEvent());
    const headers = signedHeaders(source.secret, text);
    const response = await app.request(source.path, { method: "POST", body: text, headers });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});
