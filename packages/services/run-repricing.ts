import { type Repricing, utcDaysOf } from "@outlay/domain/repricing";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { listRepricingDays } from "@outlay/storage/repricing-days";
import { completeRepricing } from "./complete-repricing.ts";
import type { JobsWorld } from "./context.ts";
import { loadConfiguration, readConfiguration } from "./read-configuration.ts";

/** Asks for every day of a re-pricing that was not worked on yet, the newest first; where all were, completes it. */
export async function runRepricing(world: JobsWorld, tenantId: string, repricingId: string): Promise<void> {
  const repricing = (await loadConfiguration(world, tenantId)).repricings.get(repricingId);
  if (!repricing) throw new Error(`There is no re-pricing ${repricingId}.`);
  const done = new Set((await listRepricingDays(world.table, tenantId, repricingId)).map(({ date }) => date));
  const left = utcDaysOf(repricing).filter((date) => !done.has(date));
  if (left.length === 0) return completeRepricing(world, tenantId, repricingId);
  await sendAll(
    world.jobsQueue,
    left.map((date) => jobMessage({ job: "reprice-day", tenantId, repricingId, date })),
  );
}

/** Asks again for the re-pricings that are not complete: a request may have been lost between entry and queue. */
export async function resumeRepricings(world: JobsWorld, tenantId: string): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  const repricings = configuration?.repricings ?? new Map<string, Repricing>();
  const running = [...repricings.values()].filter(({ completed_at }) => completed_at === null);
  await sendAll(
    world.jobsQueue,
    running.map(({ id }) => jobMessage({ job: "reprice", tenantId, repricingId: id })),
  );
}
