import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { type Repricing, utcDaysOf } from "@outlay/domain/repricing";
import { addResults, type RepricingResult } from "@outlay/domain/repricing-result";
import { listRepricingDays } from "@outlay/storage/repricing-days";
import type { Context } from "./context.ts";

/** How far a re-pricing is, and what it did so far. */
export interface RepricingProgress {
  readonly repricing: Repricing;
  /** UTC days. */
  readonly daysDone: number;
  readonly days: number;
  readonly result: RepricingResult;
}

/** The re-pricing of the caller's tenant. Throws `repricing_not_found`. */
export function getRepricing({ repricings }: Pick<Configuration, "repricings">, id: string): Repricing {
  const repricing = repricings.get(id);
  if (!repricing) throw new DomainError("repricing_not_found", `There is no re-pricing ${id}.`);
  return repricing;
}

/** Throws `repricing_not_found`. */
export async function getRepricingProgress(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  id: string,
): Promise<RepricingProgress> {
  const repricing = getRepricing(ctx.configuration, id);
  const done = await listRepricingDays(ctx.table, ctx.tenantId, id);
  const result = addResults(done.map((day) => day.result));
  return { repricing, daysDone: done.length, days: utcDaysOf(repricing).length, result };
}
