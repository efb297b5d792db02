import type { AcceptedBatch, RowPlace } from "@outlay/domain/build-block";
import type { Bucket } from "@outlay/domain/bucket";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { amountOfAttempts, attemptsSettledBy, releaseText } from "@outlay/domain/release";
import { parseReservation, type Reservation } from "@outlay/domain/reservation";
import { RELEASE, RESERVATION, type TextColumns } from "@outlay/domain/usage-batch";
import { STATUSES } from "@outlay/domain/usage-event";
import { bucketText } from "@outlay/storage/keys";
import { claimAttempt } from "@outlay/storage/settlement-marks";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";

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
  const claimant = JSON.stringify(["event", tuple[sourceIndex] ?? "", batch.ids[row] ?? "", bucketText(bucket)]);
  const status = STATUSES.find((each) => each === tuple[statusIndex]) ?? "succeeded";
  const claimed: number[] = [];
  for (const attempt of attemptsSettledBy(reservation, batch.numbers["route_attempt"]?.[row] ?? 1, status)) {
    const { decisionId } = reservation;
    if (await claimAttempt(table, tenantId, { decisionId, attempt }, claimant, now().getTime())) claimed.push(attempt);
  }
  return claimed.length === 0 ? undefined : releaseOf(reservation, claimed);
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
