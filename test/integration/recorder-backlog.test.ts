import { askForProbe } from "@outlay/services/ask-for-probe";
import { recordUsage } from "@outlay/services/record-usage";
import { getBehind } from "@outlay/storage/watch-marks";
import { beforeAll, expect, test } from "vitest";
import { itemsOf, type SignedUp, valueAt } from "./world.ts";
import { createWatch, dateOf, eventsOf, isOf } from "./watched-usage.ts";

const world = createWatch();
const { usage } = world.queues;
/** The last day is the one on which the recorder is behind. */
const DAY = 20;
const SILENCES = "/v1/alerts?kind=anomaly&rule=missing_data";

let tenant: SignedUp;

/** One event an hour, of a source that never rests. */
const steady = (day: number) => eventsOf(day).filter((event) => isOf(event, "search"));
const silences = async () => itemsOf((await tenant.owner.get(SILENCES)).body);

beforeAll(async () => {
  tenant = await world.signUp();
  for (let day = 0; day < DAY; day++) {
    world.until(`${dateOf(day)}T23:59:00Z`);
    await world.send(tenant, steady(day));
    await world.settle();
  }
});

test("usage that a probe overtook is not missing while the recorder is seen to be behind", async () => {
  const hours = steady(DAY).slice(0, 10);
  for (const event of hours) {
    world.until(event.time);
    await world.send(tenant, [event]);
  }
  world.until(`${dateOf(DAY)}T10:00:00Z`);
  await askForProbe(world.world, tenant.tenantId);
  world.until(`${dateOf(DAY)}T10:50:00Z`);

  // Of ten messages the recorder comes to the first alone, and to the probe behind all of them.
  const received = usage.receive(100);
  expect(received).toHaveLength(hours.length + 1);
  const done = received.filter((_, index) => index === 0 || index === received.length - 1);
  expect(await recordUsage(world.world, done)).toEqual(new Set());
  usage.settle(received, new Set(received.filter((message) => !done.includes(message)).map((each) => each.messageId)));
  await world.merge();
  world.until(`${dateOf(DAY)}T11:00:00Z`);
  await world.runJob("hourly");
  await world.work();
  expect(await silences()).toEqual([]);

  // It catches up, and the hours are judged: nothing was missing.
  await world.settle();
  await world.look([tenant]);
  expect(await silences()).toEqual([]);
});

test("usage that could not be recorded is known to be waiting", async () => {
  const other = await world.signUp();
  await world.settle();
  await world.send(other, steady(DAY).slice(0, 1));
  const refusing = {
    ...world.world,
    foldQueue: { send: async (messages: readonly unknown[]) => [...messages.keys()] },
  };
  const received = usage.receive(100);
  const undone = await recordUsage(refusing, received);
  usage.settle(received, undone);
  expect(undone.size).toBe(1);
  const first = world.nowMs();
  const behind = () => getBehind(world.world.table, other.tenantId);
  expect(await behind()).toEqual({ acceptedEpochMs: first, seenEpochMs: first });

  // Younger usage that waits does not hide the older, until that was not seen for long.
  const seenAfter = async (minutes: number) => {
    const epochMs = first + minutes * 60_000;
    world.until(new Date(epochMs).toISOString());
    await world.send(other, steady(DAY).slice(1, 2));
    const younger = usage.receive(100).slice(-1);
    usage.settle(younger, await recordUsage(refusing, younger));
    return (await behind())?.acceptedEpochMs;
  };
  expect(await seenAfter(2)).toBe(first);
  expect(await seenAfter(16)).toBe(first + 16 * 60_000);
  await world.settle();
});

test("a source that is silent then is told once the recorder is not behind any more", async () => {
  for (let hour = 0; hour < 8; hour++) await world.look([tenant]);
  const [alert, ...others] = await silences();
  expect(others).toEqual([]);
  expect(valueAt(alert, "since")).toMatch(new RegExp(`^${dateOf(DAY)}T1[0-4]`));
});
