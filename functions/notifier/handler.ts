import { consume } from "@outlay/messaging/consume";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { jsonLog } from "@outlay/platform/log";
import { resolveAll } from "@outlay/platform/resolve-host";
import { loadSecret } from "@outlay/platform/secrets";
import { sendNotifications } from "@outlay/services/send-notifications";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { NotifierConfig } from "./config.ts";
import { mailSender } from "./mail.ts";
import { POST_LIMITS, publicPost } from "./post.ts";

const config = parseConfig(NotifierConfig, process.env);
const log = jsonLog({ service: "notifier" });
const sqs = sqsClient();
const world = {
  table: openTable(dynamoClient(), config.TABLE_NAME),
  notifyQueue: openQueue(sqs, config.NOTIFY_QUEUE_URL),
  jobsQueue: openQueue(sqs, config.JOBS_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
  sealingSecret: await loadSecret(config.SEALING_SECRET),
  post: publicPost({ ...POST_LIMITS, allowsLoopback: config.NOTIFIER_LOOPBACK, resolveAll }),
  sendMail: mailSender({ from: config.MAIL_FROM, smtpUrl: config.SMTP_URL }),
  log,
};
export const handler = consume((messages) => sendNotifications(world, messages), log);
