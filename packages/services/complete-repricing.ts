import type { Repricing } from "@outlay/domain/repricing";
import { utcDaysOf } from "@outlay/domain/repricing";
import { addResults, totalsOf } from "@outlay/domain/repricing-result";
import { listRepricingDays } from "@outlay/storage/repricing-days";
import { appendEntry } from "./append-entry.ts";
import type { JobsWorld } from "./context.ts";
import { loadConfiguration } from "./read-configuration.ts";

/** Who does what nobody in particular asked for. */
export const PLATFORM = { kind: "platform", id: "platform", scopes: new Set<never>() } as const;

/**
 * Once every day was worked on, puts what a re-pricing did before and after into the journal, once. Where a day was worked on
 * again later, as usage of before was still on its way, the totals are put there again. Done again it writes nothing.
 */
export async function completeRepricing(world: JobsWorld, tenantId: string, repricingId: string): Promise<void> {
  const configuration = await loadConfiguration(world, tenantId);
  const repricing = configuration.repricings.get(repricingId);
  const days = await listRepricingDays(world.table, tenantId, repricingId);
  if (!repricing || days.length < utcDaysOf(repricing).length) return;
  const totals = totalsOf(addResults(days.map(({ result }) => result)));
  const results_version = Number(days.reduce((sum, { version }) => sum + version, 0n));
  if (repricing.results_version >= results_version) return;
  const isFirst = repricing.completed_at === null;
  const completed_at = repricing.completed_at ?? world.now().toISOString();
  const decide = (current: Repricing | undefined): Repricing | null => {
    if (!current || current.results_version >= results_version) return current ?? null;
    if (isFirst && current.completed_at !== null) return current; // Another run was first: this amends it.
    return { ...current, completed_at, totals, results_version };
  };
  const { repricings } = await appendEntry(
    { ...world, tenantId, actor: PLATFORM, configuration },
    {
      entity: "repricing",
      id: repricingId,
      operation: isFirst ? "repricing.completed" : "repricing.amended",
      reason: repricing.reason,
      decide: (current) => ({ after: decide(current.repricings.get(repricingId)) }),
    },
  );
  const left = repricings.get(repricingId)?.results_version ?? results_version;
  if (left < results_version) await completeRepricing(world, tenantId, repricingId);
}
