import { JobMessage, jobMessage } from "@outlay/messaging/job-messages";
import type { OutgoingMessage, ReceivedMessage } from "@outlay/messaging/queue";
import { sendAll } from "@outlay/messaging/send-all";
import { listTenantIds } from "@outlay/storage/tenants";
import { processingDate } from "@outlay/storage/touched";
import { DAY_MS } from "@outlay/domain/bucket";
import { utcHourOf } from "@outlay/domain/read-plan";
import { askForProbe } from "./ask-for-probe.ts";
import { balanceDate, balanceDay, balanceHour } from "./balance-books.ts";
import type { JobsWorld } from "./context.ts";
import { disableChannel } from "./disable-channel.ts";
import { keepForecasts } from "./keep-forecasts.ts";
import { sweepAlertActs } from "./log-alert-act.ts";
import { priceUnpriced } from "./price-unpriced.ts";
import { repriceDay } from "./reprice-day.ts";
import { resumeRepricings, runRepricing } from "./run-repricing.ts";
import { sweepNotifications } from "./sweep-notifications.ts";
import { sweepTenant } from "./sweep-tenant.ts";
import { watchDay, watchTenant } from "./watch-tenant.ts";

/** Does scheduled jobs; each can run twice or late without harm. Returns the SQS ids of the messages that are not done. */
export async function runJobs(world: JobsWorld, received: readonly ReceivedMessage[]): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  for (const { messageId, body, sentAtEpochMs = world.now().getTime() } of received) {
    let message: JobMessage | undefined;
    try {
      message = JobMessage.parse(JSON.parse(body));
      await runJob(world, message, sentAtEpochMs);
    } catch (error) {
      const tenantId = message && "tenantId" in message ? message.tenantId : undefined;
      world.log("job_failed", { messageId, job: message?.job ?? "", tenantId, reason: String(error) });
      failed.add(messageId);
    }
  }
  return failed;
}

async function runJob(world: JobsWorld, message: JobMessage, sentAtEpochMs: number): Promise<void> {
  const watchOf = (tenantId: string, isNightly: boolean): JobMessage => ({
    job: "watch",
    tenantId,
    hourEpochMs: utcHourOf(sentAtEpochMs), // However late it is worked on.
    isNightly,
    isAsked: false,
  });
  switch (message.job) {
    case "hourly":
      return forEachTenant(world, (tenantId) => [{ job: "sweep", tenantId }, watchOf(tenantId, false)]);
    case "nightly": {
      const date = processingDate(new Date(sentAtEpochMs - DAY_MS)); // However late it is worked on.
      return forEachTenant(world, (tenantId) => [
        { job: "balance", tenantId, date },
        { job: "price-unpriced", tenantId, days: UNPRICED_DAYS },
        watchOf(tenantId, true),
        { job: "forecast", tenantId, atEpochMs: sentAtEpochMs },
      ]);
    }
    case "sweep":
      await sweepTenant(world, message.tenantId);
      await sweepNotifications(world, message.tenantId);
      await sweepAlertActs(world, message.tenantId);
      return resumeRepricings(world, message.tenantId);
    case "watch":
      return watchTenant(world, message.tenantId, message);
    case "watch-day":
      return watchDay(world, message.tenantId, message.date);
    case "disable-channel":
      return disableChannel(world, message.tenantId, message);
    case "probe":
      return askForProbe(world, message.tenantId);
    case "balance":
      return balanceDate(world, message.tenantId, message.date);
    case "balance-hour":
      return balanceHour(world, message.tenantId, message.date, message.hourEpochMs);
    case "balance-day":
      return balanceDay(world, message.tenantId, message.dayEpochMs);
    case "reprice":
      return runRepricing(world, message.tenantId, message.repricingId);
    case "reprice-day":
      return repriceDay(world, message.tenantId, message.repricingId, message.date);
    case "forecast":
      return keepForecasts(world, message.tenantId, message.atEpochMs);
    case "price-unpriced":
      return priceUnpriced(world, message.tenantId, message.days);
  }
}

const TENANTS_AT_ONCE = 100;
/** A new edition of the price list is looked for in what may still come live. */
const UNPRICED_DAYS = 35;

async function forEachTenant(world: JobsWorld, jobsFor: (tenantId: string) => readonly JobMessage[]): Promise<void> {
  let messages: OutgoingMessage[] = [];
  for await (const tenantId of listTenantIds(world.table)) {
    messages.push(...jobsFor(tenantId).map(jobMessage));
    if (messages.length < TENANTS_AT_ONCE) continue;
    await sendAll(world.jobsQueue, messages);
    messages = [];
  }
  await sendAll(world.jobsQueue, messages);
}
