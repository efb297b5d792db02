import { randomBytes } from "node:crypto";
import { openQueue, sqsClient } from "@outlay/messaging/sqs-queue";
import { parseConfig } from "@outlay/platform/config";
import { systemId } from "@outlay/platform/ids";
import { jsonLog } from "@outlay/platform/log";
import { resolveAll, resolveHost } from "@outlay/platform/resolve-host";
import { loadSecret } from "@outlay/platform/secrets";
import { dynamoClient, openTable } from "@outlay/storage/dynamo-table";
import { handle } from "hono/aws-lambda";
import { createApp } from "./app.ts";
import { ApiConfig } from "./config.ts";
import { publicFetchJson } from "./fetch-json.ts";

const config = parseConfig(ApiConfig, process.env);
const [platformToken, cursorSecret, sealingSecret] = await Promise.all([
  loadSecret(config.PLATFORM_TOKEN_SECRET),
  loadSecret(config.CURSOR_SECRET),
  loadSecret(config.SEALING_SECRET),
]);
const sqs = sqsClient();

export const handler = handle(
  createApp({
    table: openTable(dynamoClient(), config.TABLE_NAME),
    usageQueue: openQueue(sqs, config.USAGE_QUEUE_URL),
    foldQueue: openQueue(sqs, config.FOLD_QUEUE_URL),
    jobsQueue: openQueue(sqs, config.JOBS_QUEUE_URL),
    notifyQueue: openQueue(sqs, config.NOTIFY_QUEUE_URL),
    now: () => new Date(),
    newId: systemId,
    randomBytes,
    log: jsonLog({ service: "api" }),
    platformToken,
    cursorSecret,
    sealingSecret,
    allowsLoopback: config.NOTIFIER_LOOPBACK,
    canMail: config.MAIL_FROM !== "",
    resolveHost,
    oidc: {
      signUp:
        config.PLATFORM_OIDC_ISSUER === "" || config.PLATFORM_OIDC_AUDIENCE === ""
          ? undefined
          : { issuer: config.PLATFORM_OIDC_ISSUER, audience: config.PLATFORM_OIDC_AUDIENCE },
      fetchJson: publicFetchJson({ allowsLoopback: config.OIDC_INSECURE_LOOPBACK, resolveAll }),
    },
  }),
);
