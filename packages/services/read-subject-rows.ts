import type { Bucket } from "@outlay/domain/bucket";
import type { Subject } from "@outlay/domain/subject";
import { subjectName } from "@outlay/domain/subject";
import { inOrderOfTime, rowsOfSubjects, type SubjectRow } from "@outlay/domain/subject-rows";
import { readBlocks } from "@outlay/storage/journal";
import { bucketText } from "@outlay/storage/keys";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";
import { decodedBlock } from "./decoded-blocks.ts";

const BUCKETS_AT_ONCE = 4;

/** A subject, and the buckets that hold rows of it. */
export interface Sought {
  readonly subject: Subject;
  readonly buckets: readonly Bucket[];
}

/** The events of each subject, by its name, in order of time. Each bucket is read once, however many ask for it. */
export async function readSubjectRows(
  { table }: Pick<World, "table">,
  tenantId: string,
  sought: readonly Sought[],
): Promise<ReadonlyMap<string, readonly SubjectRow[]>> {
  const byBucket = new Map<string, { readonly bucket: Bucket; readonly wanted: Subject[] }>();
  for (const { subject, buckets } of sought) {
    for (const bucket of buckets) {
      const entry = byBucket.get(bucketText(bucket)) ?? { bucket, wanted: [] };
      byBucket.set(bucketText(bucket), entry);
      entry.wanted.push(subject);
    }
  }
  const found = new Map(sought.map(({ subject }) => [subjectName(subject), new Array<SubjectRow>()]));
  await atOnce(byBucket.values(), BUCKETS_AT_ONCE, async ({ bucket, wanted }) => {
    const blocks = (await readBlocks(table, tenantId, bucket)).map((block) => decodedBlock(table, tenantId, block));
    for (const [name, rows] of rowsOfSubjects(bucket, blocks, wanted)) found.get(name)?.push(...rows);
  });
  return new Map([...found].map(([name, rows]) => [name, inOrderOfTime(rows)]));
}
