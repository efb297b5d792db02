import type { AcceptedBatch, RowPlace } from "@outlay/domain/build-block";
import { type Bucket, bucketOf, eventHash } from "@outlay/domain/bucket";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { amountOfAttempts, attemptsSettledBy, releaseText } from "@outlay/domain/release";
import { parseReservation, type Reservation } from "@outlay/domain/reservation";
import { RELEASE, RESERVATION, type TextColumns } from "@outlay/domain/usage-batch";
import { type Status, STATUSES, type UsageEvent } from "@outlay/domain/usage-event";
import { bucketText } from "@outlay/storage/keys";
import { claimAttempt } from "@outlay/storage/settlement-marks";
import { atOnce } from "./at-once.ts";
import type { Context, World } from "./context.ts";

/** Of one bucket; the recorder works on several. */
const ROWS_AT_ONCE = 8;

/**
 * Claims the money that rows of a bucket were to set free, before they are a block, and writes into each row what it does set free:
 * that of the attempts whose marks name its event. Delivered again it finds its own marks, and writes the same. Rows without
 * reservations are left as they are, and cost nothing.
 */
export async function claimReleases(
  world: Pick<World, "table" | "now">,
  tenantId: string,
  bucket: Bucket,
  places: readonly RowPlace[],
): Promise<readonly RowPlace[]> {
  const reserved = places.filter(({ source, row }) => (source.batch.texts[RESERVATION]?.[row] ?? null) !== null);
  if (reserved.length === 0) return places;
  const releases = new Map<RowPlace, string>();
  await atOnce(reserved, ROWS_AT_ONCE, async (place) => {
    const release = await claim(world, tenantId, bucket, place);
    if (release !== undefined) releases.set(place, release);
  });
  return withReleases(places, releases);
}

/** What one row sets free, as its block holds it; undefined where others have all of it. */
async function claim(
  { table, now }: Pick<World, "table" | "now">,
  tenantId: string,
  bucket: Bucket,
  { source: { batch }, row }: RowPlace,
): Promise<string | undefined> {
  const reservation = parseReservation(batch.texts[RESERVATION]?.[row] ?? "");
  const tuple = batch.tuples[batch.tupleOf[row] ?? -1] ?? [];
  const claimed = await claimAttempts({ table, now }, tenantId, reservation, {
    source: tuple[sourceIndex] ?? "",
    id: batch.ids[row] ?? "",
    bucket,
    attempt: batch.numbers["route_attempt"]?.[row] ?? 1,
    status: STATUSES.find((each) => each === tuple[statusIndex]) ?? "succeeded",
  });
  return claimed.length === 0 ? undefined : releaseOf(reservation, claimed);
}

/** An event, and which of a decision's attempts it tells of. */
interface Claimant {
  readonly source: string;
  readonly id: string;
  readonly bucket: Bucket;
  readonly attempt: number;
  readonly status: Status;
}

/** Claims for an event the money of the attempts that it settles. Resolves with those that are its own, however often it is asked. */
async function claimAttempts(
  { table, now }: Pick<World, "table" | "now">,
  tenantId: string,
  reservation: Reservation,
  { source, id, bucket, attempt, status }: Claimant,
): Promise<readonly number[]> {
  const { decisionId } = reservation;
  const claimant = JSON.stringify(["event", source, id, bucketText(bucket)]);
  const claimed: number[] = [];
  for (const each of attemptsSettledBy(reservation, attempt, status))
    if (await claimAttempt(table, tenantId, { decisionId, attempt: each }, claimant, now().getTime()))
      claimed.push(each);
  return claimed;
}

/**
 * Claims for events that are about to be accepted, so that from the answer on a release finds what was told, be it recorded or not. Whoever
 * records them finds the same marks. Events without reservations cost nothing.
 */
export async function claimToldEvents(
  { table, now, tenantId, configuration }: Pick<Context, "table" | "now" | "tenantId" | "configuration">,
  events: readonly UsageEvent[],
): Promise<void> {
  const reserved = events.filter(({ route }) => (route?.reservation ?? null) !== null);
  await atOnce(reserved, ROWS_AT_ONCE, async ({ source, id, timeEpochMs, status, route }) => {
    if (!route?.reservation) return;
    const bucket = bucketOf(timeEpochMs, eventHash(source, id), configuration.schedule);
    const claimant = { source, id, bucket, attempt: route.attempt ?? 1, status };
    await claimAttempts({ table, now }, tenantId, route.reservation, claimant);
  });
}

const releaseOf = (reservation: Reservation, attempts: readonly number[]): string =>
  releaseText({ ...reservation, picos: amountOfAttempts(reservation, attempts) });

const sourceIndex = dimensionIndex("source");
const statusIndex = dimensionIndex("status");

/** The same rows of batches that hold releases where they held reservations. */
function withReleases(places: readonly RowPlace[], releases: ReadonlyMap<RowPlace, string>): readonly RowPlace[] {
  const columns = new Map<AcceptedBatch, (string | null)[]>();
  for (const place of places) {
    const column = columns.get(place.source) ?? place.source.batch.ids.map(() => null);
    column[place.row] = releases.get(place) ?? null;
    columns.set(place.source, column);
  }
  const sources = new Map(
    [...columns].map(([source, column]) => [source, { ...source, batch: settled(source, column) }] as const),
  );
  return places.map((place) => ({ ...place, source: sources.get(place.source) ?? place.source }));
}

function settled({ batch }: AcceptedBatch, column: readonly (string | null)[]): AcceptedBatch["batch"] {
  const { [RESERVATION]: _, ...texts }: TextColumns = batch.texts;
  return { ...batch, texts: { ...texts, [RELEASE]: column } };
}
