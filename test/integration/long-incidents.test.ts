import { followIncident, incidentAlert } from "@outlay/domain/follow-incident";
import type { Sighting } from "@outlay/domain/incident";
import { watchDay } from "@outlay/services/watch-tenant";
import { getAlert, putAlert } from "@outlay/storage/alerts";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";

const FACTS = { cost: "10", is_cost_exact: true, contributors: [], events_path: "/v1/events", next_step: "Look." };

/** An incident that began long ago, and of which nothing is seen any more. */
const sighting = (since: string): Sighting => ({
  rule: "no_accepted_outputs",
  scope: { workflow: "triage" },
  granularity: "day",
  severity: "warning",
  parameters: { sensitivity: 1 },
  finding: {
    from: since,
    to: since,
    isOpen: true,
    measure: "cost",
    unit: "currency",
    expected: 1,
    low: 0,
    high: 2,
    observed: 11,
    excess: 10,
    cost: 10,
    score: 2,
  },
});

test.each(["2026-10-20", "2026-06-30", "2026-01-15"])(
  "an incident that began on %s and is over resolves itself, and is told",
  async (since) => {
    const pipeline = createPipeline({ at: "2026-11-20T03:00:00.000Z" });
    const { tenantId, owner } = await pipeline.signUp();
    const alert = incidentAlert({ main: sighting(since), members: [] }, FACTS, [], new Date(`${since}T23:00:00Z`));
    expect(followIncident(alert, [], FACTS, [], pipeline.world.now())).toMatchObject({ event: "resolved" });
    await putAlert(pipeline.world.table, tenantId, alert);
    await watchDay(pipeline.jobsWorld, tenantId, "2026-11-19");
    expect((await getAlert(pipeline.world.table, tenantId, alert.id))?.alert).toMatchObject({
      status: "resolved",
      is_ongoing: false,
      version: 2,
    });
    expect((await owner.get(`/v1/alerts/${alert.id}`)).status).toBe(200);
    expect(pipeline.queues.notify.waiting.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { kind: "alert", tenantId, announcement: { alertId: alert.id, sequence: 2, event: "resolved" } },
    ]);
  },
);
