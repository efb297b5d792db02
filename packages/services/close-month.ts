import { assert } from "@outlay/domain/assert";
import type { ClosedMonth } from "@outlay/domain/closed-month";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { touchesMonth } from "@outlay/domain/repricing";
import { localDateOf } from "@outlay/domain/zone";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";

/**
 * Closes a month that is over: from then on nothing prices its usage again. A month that is closed stays as it is. Throws
 * `invalid_request` for one that is not over, and `repricing_in_progress` where one is at work there.
 */
export async function closeMonth(ctx: Context, month: string): Promise<ClosedMonth> {
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  if (month >= today.slice(0, 7)) throw invalidRequest({ pointer: "/month", detail: "a month that is over" });
  const closed_at = ctx.now().toISOString();
  const closed_by = { kind: ctx.actor.kind, id: ctx.actor.id };
  const configuration = await appendEntry(ctx, {
    entity: "closed_month",
    id: month,
    operation: "closed_month.created",
    decide: ({ repricings }) => {
      const running = [...repricings.values()].find(
        (repricing) => repricing.completed_at === null && !repricing.dry_run && touchesMonth(repricing, month),
      );
      if (running)
        throw new DomainError("repricing_in_progress", `The re-pricing ${running.id} is at work in ${month}.`);
      return { after: { id: month, closed_at, closed_by } };
    },
  });
  const closed = configuration.closedMonths.get(month);
  assert(closed, "a month that was closed is there");
  return closed;
}
