import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { systemId } from "@outlay/platform/ids";
import { jsonLog } from "@outlay/platform/log";
import { runJobs } from "@outlay/services/run-jobs";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { JobsConfig } from "./config.ts";

const config = parseConfig(JobsConfig, process.env);
const log = jsonLog({ service: "jobs" });
const sqs = sqsClient();
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  usageQueue: openQueue(sqs, config.USAGE_QUEUE_URL),
  foldQueue: openQueue(sqs, config.FOLD_QUEUE_URL),
  jobsQueue: openQueue(sqs, config.JOBS_QUEUE_URL),
  notifyQueue: openQueue(sqs, config.NOTIFY_QUEUE_URL),
  now: () => new Date(),
  newId: systemId,
  log,
};
export const handler = consume((messages) => runJobs(world, messages), log);
