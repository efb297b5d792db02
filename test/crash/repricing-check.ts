import { totalsOf } from "@outlay/domain/repricing-result";
import { getRepricingProgress } from "@outlay/services/get-repricing";
import { querySpend } from "@outlay/services/query-spend";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { listEntries } from "@outlay/storage/configuration";
import type { Item } from "@outlay/storage/table";
import { type Copy, isTouched, priceOf, READ, TENANT } from "./repricing-scenario.ts";
import { blocksOf, type Stage } from "./repricing-stage.ts";

/** Throws where what was counted, or what re-pricings say that they did, is not what plain sums of the scenario say. */
export async function check(stage: Stage): Promise<void> {
  const { table, scenario } = stage;
  const { items } = await querySpend({ table }, TENANT, {
    ...READ,
    granularity: "day",
    groupBy: ["department", "source", "model"],
    filters: new Map(),
    measures: ["events", "unpriced_events", "input_tokens", "output_tokens", "cost"],
  });
  const spend = items.map(({ period, dimensions, sums }) => `${[period, ...dimensions].join("|")}=${sums.join()}`);
  same("spend", spend, reckonSpend(scenario.copies));
  const configuration = await loadConfiguration({ table }, TENANT);
  const { entries } = await listEntries(table, TENANT, {});
  for (const { id, seq, completed_at, totals } of configuration.repricings.values()) {
    const completions = entries.filter(
      ({ operation, entity_id }) => operation === "repricing.completed" && entity_id === id,
    );
    const progress = await getRepricingProgress({ table, tenantId: TENANT, configuration }, id);
    same("completion", [completions.length, completed_at !== null, progress.daysDone], [1, true, progress.days]);
    same("completion", [stage.daysAtCompletion.get(id)], [progress.days]);
    same("before and after", [JSON.stringify(totals)], [JSON.stringify(totalsOf(progress.result))]);
    same("before and after", sidesOf(progress.result.models), reckonSides(stage, seq));
  }
}

/** Each event once, by the copy that was accepted first, at its right price. */
function reckonSpend(copies: readonly Copy[]): string[] {
  const sums = new Map<string, bigint[]>();
  for (const copy of winners(copies)) {
    const key = [copy.date, copy.department, copy.source, copy.model].join("|");
    const [events = 0n, , input = 0n, output = 0n, cost = 0n] = sums.get(key) ?? [];
    const added = [events + 1n, 0n, input + BigInt(copy.input), output + BigInt(copy.output), cost + priceOf(copy)];
    sums.set(key, added);
  }
  return [...sums].map(([key, values]) => `${key}=${values.join()}`);
}

function winners(copies: readonly Copy[]): Copy[] {
  const groups = Map.groupBy(copies, ({ source, id }) => `${source}|${id}`);
  return [...groups.values()].flatMap((same) =>
    same
      .toSorted(
        (a, b) =>
          a.acceptedAtEpochMs - b.acceptedAtEpochMs ||
          (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : a.position - b.position),
      )
      .slice(0, 1),
  );
}

const sidesOf = (models: readonly { model: string | null; before: object; after: object }[]): string[] =>
  models.map(({ model, before, after }) => {
    const side = (sums: Readonly<Record<string, string>>) => {
      const { events = "0", unpriced_events = "0", cost_input = "0", cost_output = "0" } = sums;
      return [events, unpriced_events, BigInt(cost_input) + BigInt(cost_output)].join();
    };
    return `${model}: ${side({ ...before })} > ${side({ ...after })}`;
  });

/** What a re-pricing must have said: of the copies that lay in the journal by older prices, as a plain sum. */
function reckonSides({ scenario, table }: Stage, seq: number): string[] {
  const { copies, fault, repricings } = scenario;
  const [touch] = repricings;
  const first = firstSeq(table.dump());
  const older = new Map<string, number>();
  for (const block of blocksOf(table.dump())) {
    if (block.generation > 0 || block.configurationSeq >= seq) continue;
    block.ids.forEach((_, row) => {
      const key = `${block.messages[block.messageOf[row] ?? -1]?.id}|${block.positions[row]}`;
      // Of a message that was recorded twice, the lower configuration's row counts.
      older.set(key, Math.min(older.get(key) ?? Number.POSITIVE_INFINITY, block.configurationSeq));
    });
  }
  const seqOf = ({ messageId, position }: Copy) => older.get(`${messageId}|${position}`);
  const sums = new Map<string, [bigint, bigint, bigint, bigint]>();
  for (const copy of winners(copies.filter((each) => seqOf(each) !== undefined))) {
    if (!touch || !isTouched(touch, copy)) continue;
    // A later re-pricing finds right what the first one priced.
    const isWrong = seq === first && (seqOf(copy) ?? 0) < first;
    const [events, unpriced, before, after] = sums.get(copy.model) ?? [0n, 0n, 0n, 0n];
    const price = priceOf(copy);
    const was = isWrong ? price * (fault === "threefold" ? 3n : 0n) : price;
    sums.set(copy.model, [
      events + 1n,
      unpriced + (isWrong && fault === "unpriced" ? 1n : 0n),
      before + was,
      after + price,
    ]);
  }
  return [...sums].map(
    ([model, [events, unpriced, was, is]]) => `${model}: ${events},${unpriced},${was} > ${events},0,${is}`,
  );
}

/** The number of the first entry that made a re-pricing. */
function firstSeq(items: readonly Item[]): number {
  const seqs = items.flatMap(({ entry }) => {
    if (typeof entry !== "string") return [];
    const { seq, operation } = JSON.parse(entry) as { seq: number; operation: string };
    return operation === "repricing.created" ? [seq] : [];
  });
  return Math.min(...seqs);
}

function same(what: string, got: readonly unknown[], expected: readonly unknown[]): void {
  const text = (list: readonly unknown[]) => list.map(String).toSorted().join("\n");
  if (text(got) !== text(expected)) throw new Error(`${what}:\n${text(got)}\ninstead of\n${text(expected)}`);
}
