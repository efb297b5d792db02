import type { Configuration } from "@outlay/domain/configuration";
import { DAY_MS, spanAt } from "@outlay/domain/bucket";
import { planRead } from "@outlay/domain/read-plan";
import { readContributions, type Contribution, type SpendVector } from "@outlay/storage/contributions";
import { readMarks } from "@outlay/storage/marks";
import { parseContributionSk } from "@outlay/storage/keys";
import { readPage, type PagePlace } from "@outlay/storage/pages";
import { decodePage } from "@outlay/storage/page-codec";
import { contribute, vectorOf } from "./contribute.ts";
import type { World } from "./context.ts";

/** Spent picos of one instance of a budget by tenant-local date. */
export type SpendByDate = ReadonlyMap<string, bigint>;

/**
 * What budgets have spent on each local date of `[from, to)`, by instance (see `instanceId`), from what the pages contribute. A contribution that was
 * computed before a budget last changed is computed again from its page, so a budget made in mid-period starts from the
 * period's true spend; with `isRepairing` it is stored as well.
 */
export async function readBudgetSpend(
  world: Pick<World, "table">,
  tenantId: string,
  configuration: Configuration,
  { from, to, isRepairing }: { readonly from: string; readonly to: string; readonly isRepairing: boolean },
): Promise<ReadonlyMap<string, SpendByDate>> {
  const marks = await readMarks(world.table, tenantId);
  const plan = planRead(marks, Date.parse(from) - DAY_MS, Date.parse(to) + DAY_MS);
  const spent = new Map<string, Map<string, bigint>>();
  for (const part of joinDays(plan)) {
    for (const contribution of await readContributions(world.table, tenantId, part)) {
      const vector = await currentVector(world, tenantId, configuration, contribution, isRepairing);
      for (const [id, date, picos] of vector) {
        if (date < from || date >= to) continue;
        const byDate = spent.get(id) ?? new Map<string, bigint>();
        byDate.set(date, (byDate.get(date) ?? 0n) + picos);
        spent.set(id, byDate);
      }
    }
  }
  return spent;
}

/** Contributions of all days lie in one partition: neighbouring days are one read. */
function joinDays(plan: ReturnType<typeof planRead>): ReturnType<typeof planRead> {
  const joined: { level: (typeof plan)[number]["level"]; fromEpochMs: number; toEpochMs: number }[] = [];
  for (const part of plan) {
    const last = joined.at(-1);
    if (last?.level === part.level && last.toEpochMs === part.fromEpochMs) last.toEpochMs = part.toEpochMs;
    else joined.push({ ...part });
  }
  return joined;
}

async function currentVector(
  world: Pick<World, "table">,
  tenantId: string,
  configuration: Configuration,
  contribution: Contribution,
  isRepairing: boolean,
): Promise<SpendVector> {
  if (contribution.budgetsSeq >= configuration.budgetsSeq) return contribution.vector;
  const place = placeOf(contribution, configuration);
  const stored = await readPage(world.table, tenantId, place);
  if (!stored) return [];
  const replaced = { version: stored.version, page: () => decodePage(stored.body) };
  if (isRepairing) return (await contribute(world, tenantId, place, replaced, configuration)).vector;
  return vectorOf(replaced.page(), configuration.budgets.values());
}

function placeOf({ sk }: Contribution, { schedule }: Configuration): PagePlace {
  const { level, startEpochMs, shard } = parseContributionSk(sk);
  if (level !== "bucket") return { level, startEpochMs };
  return { level, bucket: { startEpochMs, spanMs: spanAt(startEpochMs, schedule), shard } };
}
