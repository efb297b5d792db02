import { buildBlock, type Enrichment, type RowPlace } from "@outlay/domain/build-block";
import { bucketOf, eventHash, type Bucket } from "@outlay/domain/bucket";
import type { Block } from "@outlay/domain/block";
import type { Configuration } from "@outlay/domain/configuration";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import type { Subject } from "@outlay/domain/subject";
import { isFurtherBehind } from "@outlay/domain/watch-periods";
import { type FoldMessage, foldMessage } from "@outlay/messaging/fold-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { readRecorderMessage } from "@outlay/messaging/recorder-messages";
import type { UsageMessage } from "@outlay/messaging/usage-messages";
import { BODY_PART_BYTES } from "@outlay/storage/body-parts";
import { appendBlock, encodeBlock, type EncodedBlock } from "@outlay/storage/journal";
import { getBehind, markBehind, markRetried } from "@outlay/storage/watch-marks";
import { atOnce } from "./at-once.ts";
import { claimReleases } from "./claim-releases.ts";
import type { World } from "./context.ts";
import { loadEnrichment } from "./enrichment.ts";
import { findTold } from "./find-told.ts";
import { type AppendedBlocks, noteSubjects, subjectsIn } from "./note-subjects.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { type DeliveredDecision, recordDecisions } from "./record-decisions.ts";

/** What recording needs of the world. */
export type RecorderWorld = Pick<World, "table" | "foldQueue" | "newId" | "now" | "log">;

/** Buckets of one tenant that are written at once. */
const BUCKETS_AT_ONCE = 8;

interface Delivery {
  readonly sqsMessageId: string;
  readonly receiveCount: number;
  readonly message: UsageMessage;
}

/** Rows of one tenant's bucket, and the deliveries they came in. */
interface BucketRows {
  readonly bucket: Bucket;
  readonly places: RowPlace[];
  readonly deliveries: Set<Delivery>;
}

/** Those rows once they are blocks. */
interface Appended extends AppendedBlocks {
  readonly rows: BucketRows;
}

interface BuiltBlock {
  readonly block: Block;
  readonly encoded: EncodedBlock;
  readonly unpricedEvents: number;
}

/**
 * Appends the events of usage messages to their tenants' journals, and decisions to those of decisions. Returns the SQS ids of the messages that are not
 * done: a message is done only when every block that holds any of its events is durable, its runs and tasks are noted, and SQS
 * has accepted every fold request. What is redelivered is appended again, and the fold drops the repeats.
 */
export async function recordUsage(
  world: RecorderWorld,
  received: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const byTenant = new Map<string, Delivery[]>();
  const decisions: DeliveredDecision[] = [];
  for (const { messageId, body, receiveCount } of received) {
    try {
      const message = readRecorderMessage(body);
      if (message.kind === "decision") {
        decisions.push({ sqsMessageId: messageId, ...message });
        continue;
      }
      const { usage } = message;
      const deliveries = byTenant.get(usage.tenantId) ?? [];
      deliveries.push({ sqsMessageId: messageId, receiveCount, message: usage });
      byTenant.set(usage.tenantId, deliveries);
    } catch (error) {
      world.log("usage_message_unreadable", { messageId, reason: String(error) });
      failed.add(messageId); // It will reach the dead letters, and lie in the quarantine.
    }
  }
  for (const [tenantId, deliveries] of byTenant) {
    const undone = await recordTenant(world, tenantId, deliveries).catch((error: unknown) => {
      world.log("usage_not_recorded", { tenantId, messages: deliveries.length, reason: String(error) });
      return new Set(deliveries); // One tenant's trouble is not its neighbours'.
    });
    for (const delivery of undone) failed.add(delivery.sqsMessageId);
  }
  for (const delivery of await recordDecisions(world, decisions)) failed.add(delivery.sqsMessageId);
  return failed;
}

async function recordTenant(
  world: RecorderWorld,
  tenantId: string,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<Delivery>> {
  const undone = new Set<Delivery>();
  const fail = (rows: BucketRows) => rows.deliveries.forEach((delivery) => undone.add(delivery));
  const failAll = (some: Iterable<Appended>) => [...some].forEach(({ rows }) => fail(rows));
  if (deliveries.some(({ receiveCount, message }) => receiveCount > 1 && message.batch.ids.length > 0))
    await markRetried(world.table, tenantId, world.now().getTime() + LIMITS.inFlightMs);
  const configuration = await loadConfiguration(world, tenantId);
  const enrichment = await loadEnrichment(world, tenantId, configuration);
  const appended: Appended[] = [];
  let unpricedEvents = 0;
  await atOnce(groupByBucket(configuration, deliveries), BUCKETS_AT_ONCE, async (rows) => {
    try {
      const places = await claimReleases(world, tenantId, rows.bucket, rows.places);
      const blocks = buildBlocks(world, configuration, enrichment, rows.bucket, places);
      await Promise.all(blocks.map(({ encoded }) => appendBlock(world.table, tenantId, rows.bucket, encoded)));
      appended.push({ rows, bucket: rows.bucket, blocks: blocks.map(({ block }) => block) });
      unpricedEvents += blocks.reduce((sum, block) => sum + block.unpricedEvents, 0);
    } catch (error) {
      world.log("block_not_appended", { tenantId, reason: String(error) });
      fail(rows);
    }
  });
  const notNoted = (some: Iterable<Appended>, error: unknown) => {
    world.log("subject_not_noted", { tenantId, reason: String(error) });
    failAll(some);
  };
  const seen = subjectsIn(appended);
  await noteSubjects(world.table, tenantId, seen, notNoted);
  const told = await findTold(world.table, tenantId, configuration.schedule, { appended, seen }, notNoted);
  const requests = [
    ...appended.map((each) => ({ work: foldOf(tenantId, each.bucket), appended: [each] })),
    ...told.map((each) => ({ work: subjectOf(tenantId, each.subject), ...each })),
  ];
  for (const index of await world.foldQueue.send(requests.map(({ work }) => foldMessage(work))))
    failAll(requests[index]?.appended ?? []);
  await noteBehind(world, tenantId, deliveries, undone);
  await passProbes(world, tenantId, deliveries, undone);
  const events = appended.reduce((sum, { rows }) => sum + rows.places.length, 0);
  world.log("usage_recorded", { tenantId, buckets: appended.length }, { events, unpricedEvents });
  return undone;
}

/** More of what was accepted as long ago may be waiting, whatever a probe that overtook it says. */
async function noteBehind(
  { table, now }: Pick<RecorderWorld, "table" | "now">,
  tenantId: string,
  deliveries: readonly Delivery[],
  undone: ReadonlySet<Delivery>,
): Promise<void> {
  const seenEpochMs = now().getTime();
  const late = deliveries
    .filter((delivery) => delivery.message.batch.ids.length > 0)
    .filter((delivery) => {
      return undone.has(delivery) || seenEpochMs - delivery.message.acceptedAtEpochMs > LIMITS.recorderBehindMs;
    })
    .map(({ message }) => message.acceptedAtEpochMs);
  if (late.length === 0) return;
  const behind = { acceptedEpochMs: Math.min(...late), seenEpochMs };
  if (isFurtherBehind(behind, await getBehind(table, tenantId))) await markBehind(table, tenantId, behind);
}

/** A message without events asks how far usage is recorded: as far as it was accepted, once all that came with it is. */
async function passProbes(
  world: RecorderWorld,
  tenantId: string,
  deliveries: readonly Delivery[],
  undone: Set<Delivery>,
): Promise<void> {
  const probes = deliveries.filter(({ message }) => message.batch.ids.length === 0);
  const messages = probes.map(({ message }) =>
    foldMessage({ kind: "caps", tenantId, caughtUpEpochMs: message.acceptedAtEpochMs }),
  );
  const isAllDone = undone.size === 0;
  const refused = probes.length > 0 && isAllDone ? await world.foldQueue.send(messages) : [];
  probes.filter((_, index) => !isAllDone || refused.includes(index)).forEach((probe) => undone.add(probe));
}

const foldOf = (tenantId: string, bucket: Bucket): FoldMessage => ({ kind: "fold", tenantId, ...bucket });
const subjectOf = (tenantId: string, subject: Subject): FoldMessage => ({ kind: "subject", tenantId, subject });

const sourceIndex = dimensionIndex("source");

function groupByBucket({ schedule }: Configuration, deliveries: readonly Delivery[]): Iterable<BucketRows> {
  const buckets = new Map<string, BucketRows>();
  for (const delivery of deliveries) {
    const { batch } = delivery.message;
    for (let row = 0; row < batch.ids.length; row++) {
      const source = batch.tuples[batch.tupleOf[row] ?? -1]?.[sourceIndex] ?? "";
      const bucket = bucketOf(batch.timesEpochMs[row] ?? 0, eventHash(source, batch.ids[row] ?? ""), schedule);
      const key = `${bucket.startEpochMs}#${bucket.spanMs}#${bucket.shard}`;
      let rows = buckets.get(key);
      if (!rows) {
        rows = { bucket, places: [], deliveries: new Set() };
        buckets.set(key, rows);
      }
      rows.places.push({ source: delivery.message, row });
      rows.deliveries.add(delivery);
    }
  }
  return buckets.values();
}

function buildBlocks(
  world: RecorderWorld,
  configuration: Configuration,
  enrichment: Enrichment,
  bucket: Bucket,
  places: readonly RowPlace[],
): readonly BuiltBlock[] {
  const build = (part: readonly RowPlace[]): Block =>
    buildBlock(bucket, part, enrichment, { id: world.newId("blk"), configurationSeq: configuration.seq });
  const fit = (part: readonly RowPlace[]): readonly BuiltBlock[] => {
    const block = build(part);
    const encoded = encodeBlock(block);
    const unpricedEvents = block.numbers["unpriced_events"]?.reduce<number>((sum, cell) => sum + (cell ?? 0), 0) ?? 0;
    if (encoded.body.byteLength <= BODY_PART_BYTES || part.length === 1) return [{ block, encoded, unpricedEvents }];
    const middle = part.length >> 1;
    return [...fit(part.slice(0, middle)), ...fit(part.slice(middle))];
  };
  return fit(places);
}
