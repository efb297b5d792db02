import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { jsonLog } from "@outlay/platform/log";
import { sendNotifications } from "@outlay/services/send-notifications";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { NotifierConfig } from "./config.ts";

const config = parseConfig(NotifierConfig, process.env);
const log = jsonLog({ service: "notifier" });
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  notifyQueue: openQueue(sqsClient(), config.NOTIFY_QUEUE_URL),
  now: () => new Date(),
  log,
};
export const handler = consume((messages) => sendNotifications(world, messages), log);
