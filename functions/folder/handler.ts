import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { systemId } from "@outlay/platform/ids";
import { jsonLog } from "@outlay/platform/log";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { FolderConfig } from "./config.ts";

const config = parseConfig(FolderConfig, process.env);
const log = jsonLog({ service: "folder" });
const sqs = sqsClient();
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  foldQueue: openQueue(sqs, config.FOLD_QUEUE_URL),
  jobsQueue: openQueue(sqs, config.JOBS_QUEUE_URL),
  notifyQueue: openQueue(sqs, config.NOTIFY_QUEUE_URL),
  now: () => new Date(),
  newId: systemId,
  log,
};
export const handler = consume((messages) => foldBuckets(world, messages), log);
