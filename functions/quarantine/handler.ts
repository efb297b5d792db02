import { consume, type SqsBatchResponse, type SqsEvent } from "@outlay/messaging/consume";
import { parseConfig } from "@outlay/platform/config";
import { jsonLog } from "@outlay/platform/log";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { QUARANTINE_QUEUES, type QuarantineEntry } from "@outlay/storage/quarantine";
import { QuarantineConfig } from "./config.ts";

const config = parseConfig(QuarantineConfig, process.env);
const world = { table: openTable(dynamoClient(), config.TABLE_NAME), now: () => new Date() };
const log = jsonLog({ service: "quarantine" });
const consumers = new Map(
  QUARANTINE_QUEUES.map((queue) => [
    arnOf(queue),
    consume(async (messages) => {
      const failed = await quarantineDeadLetters(world, queue, messages);
      log("quarantined", { queue }, { quarantined: messages.length - failed.size });
      return failed;
    }, log),
  ]),
);

function arnOf(queue: QuarantineEntry["queue"]): string {
  switch (queue) {
    case "usage":
      return config.USAGE_DEAD_LETTERS_ARN;
    case "fold":
      return config.FOLD_DEAD_LETTERS_ARN;
    case "jobs":
      return config.JOBS_DEAD_LETTERS_ARN;
    case "notify":
      return config.NOTIFY_DEAD_LETTERS_ARN;
  }
}

/** An event comes from one queue. One from a queue that is not known throws, and so stays in it. */
export async function handler(event: SqsEvent): Promise<SqsBatchResponse> {
  const arn = event.Records[0]?.eventSourceARN;
  const consumer = arn === undefined ? undefined : consumers.get(arn);
  if (!consumer) throw new Error(`Dead letters come from a queue that is not known: ${arn}`);
  return consumer(event);
}
