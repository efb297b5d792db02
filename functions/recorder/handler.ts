import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { systemId } from "@outlay/platform/ids";
import { jsonLog } from "@outlay/platform/log";
import { recordUsage } from "@outlay/services/record-usage";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { RecorderConfig } from "./config.ts";

const config = parseConfig(RecorderConfig, process.env);
const log = jsonLog({ service: "recorder" });
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  foldQueue: openQueue(sqsClient(), config.FOLD_QUEUE_URL),
  now: () => new Date(),
  newId: systemId,
  log,
};
export const handler = consume((messages) => recordUsage(world, messages), log);
