import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import { runJobs } from "@outlay/services/run-jobs";
import { consume, type BatchVerb } from "@outlay/messaging/consume";
import type { MemoryQueue } from "@outlay/messaging/memory-queue";
import type { JobsWorld } from "@outlay/services/context";
import type { ApiWorld } from "@outlay/api/router";
import { createWorld } from "./world.ts";

/** What a job logged as numbers, summed by name. */
export type Metrics = Readonly<Record<string, number>>;

/** The API, its queues and their consumers in one process: what stands between a request and what is read afterwards. */
export function createPipeline(options: Parameters<typeof createWorld>[0] = {}) {
  const outer = createWorld(options);
  const { usage, folds, jobs } = outer.queues;
  const metrics: Record<string, number> = {};
  const log: ApiWorld["log"] = (_event, _fields, numbers = {}) => {
    for (const [name, value] of Object.entries(numbers)) metrics[name] = (metrics[name] ?? 0) + value;
  };
  const world: JobsWorld = { ...outer.world, log };

  /** Works off one queue, `size` messages at a time. */
  async function work(queue: MemoryQueue, verb: BatchVerb, includeDelayed = false, size = 10): Promise<void> {
    const handler = consume(verb, () => {});
    for (
      let batch = queue.receive(size, includeDelayed);
      batch.length > 0;
      batch = queue.receive(size, includeDelayed)
    ) {
      const Records = batch.map(({ messageId, body, receiveCount }) => ({
        messageId,
        body,
        attributes: { ApproximateReceiveCount: String(receiveCount) },
      }));
      const { batchItemFailures } = await handler({ Records });
      queue.settle(batch, new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)));
    }
  }

  const record = () => work(usage, (messages) => recordUsage(world, messages));
  const fold = () => work(folds, (messages) => foldBuckets(world, messages));
  /** Delays are over as well. */
  const merge = () => work(folds, (messages) => foldBuckets(world, messages), true);
  return {
    ...outer,
    jobsWorld: world,
    jobs,
    metrics,
    record,
    fold,
    merge,
    /** From the queue to merged pages. */
    async settle(): Promise<void> {
      await record();
      await merge();
    },
    /** Works off the jobs that were asked for and all that follows from them; then those that wait, as if their time had come. */
    async work(): Promise<void> {
      for (let left = 1; left > 0; left = jobs.waiting.length + folds.waiting.length) {
        const isDue = jobs.waiting.some(({ delaySeconds }) => delaySeconds === 0);
        await work(jobs, (messages) => runJobs(world, messages), !isDue);
        await merge();
      }
    },
    /** Runs what the scheduler asks for, and all that follows from it. */
    async runJob(job: "hourly" | "nightly"): Promise<void> {
      await jobs.send([{ body: JSON.stringify({ job }), groupId: "schedule" }]);
      await work(jobs, (messages) => runJobs(world, messages));
    },
  };
}
