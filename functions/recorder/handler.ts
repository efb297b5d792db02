import { randomBytes } from "node:crypto";
import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { newId } from "@outlay/platform/ids";
import { jsonLog } from "@outlay/platform/log";
import { recordUsage } from "@outlay/services/record-usage";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { RecorderConfig } from "./config.ts";

const config = parseConfig(RecorderConfig, process.env);
const log = jsonLog({ service: "recorder" });
const sqs = sqsClient();
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  foldQueue: openQueue(sqs, config.FOLD_QUEUE_URL),
  now: () => new Date(),
  newId: (prefix: string) => newId(prefix, Date.now(), randomBytes(10)),
  log,
};
export const handler = consume((messages) => recordUsage(world, messages), log);
