import { ApiConfig } from "@outlay/api/config";
import { FolderConfig } from "@outlay/folder/config";
import { JobsConfig } from "@outlay/jobs/config";
import { NotifierConfig } from "@outlay/notifier/config";
import { QuarantineConfig } from "@outlay/quarantine/config";
import { RecorderConfig } from "@outlay/recorder/config";
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { alarmTopic } from "../constructs/alarm-topic.ts";
import { Overview } from "../constructs/dashboard.ts";
import { PublicApi } from "../constructs/http-api.ts";
import { OutlayFunction, type Surroundings } from "../constructs/outlay-function.ts";
import { QueueConsumer, type QueueSource } from "../constructs/queue-consumer.ts";
import { JobSchedules } from "../constructs/schedules.ts";
import { generatedSecret } from "../constructs/secrets.ts";
import { TruthAlarms } from "../constructs/truth-alarms.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import { functionLimits, quarantineBatchSize, queueLimits, type FunctionName, type QueueName } from "../limits.ts";
import type { DataStack } from "./data-stack.ts";

export interface ServiceStackProps extends StackProps {
  readonly prefix: string;
  readonly data: DataStack;
  readonly codeOf: Surroundings["codeOf"];
}

type WorkQueues = Readonly<Record<QueueName, WorkQueue>>;

/** Everything that works: the API, the queues and their consumers, the schedules, and what watches over them. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { prefix, data, codeOf, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", data.key);
    const workQueue = (name: QueueName, consumer: FunctionName) =>
      new WorkQueue(this, `${name}Work`, { name, consumer, key: data.key, topic });
    const work: WorkQueues = {
      usage: workQueue("usage", "recorder"),
      fold: workQueue("fold", "folder"),
      jobs: workQueue("jobs", "jobs"),
      notify: workQueue("notify", "notifier"),
    };
    const queues = {
      usage: work.usage.queue,
      fold: work.fold.queue,
      jobs: work.jobs.queue,
      notify: work.notify.queue,
    };
    const around: Surroundings = { prefix, table: data.table, key: data.key, topic, queues, codeOf };

    const sealing = generatedSecret(this, "SealingKey", {
      name: `${prefix}/sealing-key`,
      description: "Outlay: seals the secrets of webhooks",
      key: data.key,
    });
    const api = this.apiFunction(around, sealing);
    const { api: httpApi } = new PublicApi(this, "Http", { prefix, handler: api, key: data.key, topic });
    const consumers = [...this.consumers(around, work), this.notifier(around, work, sealing)];
    new JobSchedules(this, "Schedules", { queue: queues.jobs, deadLetters: work.jobs.deadLetters, key: data.key });
    new TruthAlarms(this, "Truth", topic);
    new Overview(this, "Overview", { api: httpApi, queues: Object.values(work), functions: [api, ...consumers] });
    new CfnOutput(this, "ApiUrl", { value: httpApi.apiEndpoint });
    new CfnOutput(this, "AlarmTopicArn", { value: topic.topicArn });
  }

  private apiFunction(around: Surroundings, sealing: Secret): IFunction {
    const secret = (id: string, name: string, description: string) =>
      generatedSecret(this, id, { name: `${around.prefix}/${name}`, description, key: around.key });
    const platformToken = secret("PlatformToken", "platform-token", "Outlay: signs up tenants, reads no tenant's data");
    const cursor = secret("CursorKey", "cursor-key", "Outlay: signs the cursors of lists");
    const { handler } = new OutlayFunction(this, "Api", around, {
      name: "api",
      schema: ApiConfig,
      environment: {
        ...queueUrls(around),
        TABLE_NAME: around.table.tableName,
        PLATFORM_TOKEN_SECRET: platformToken.secretArn,
        CURSOR_SECRET: cursor.secretArn,
        SEALING_SECRET: sealing.secretArn,
        OIDC_INSECURE_LOOPBACK: "false",
        NOTIFIER_LOOPBACK: "false",
        MAIL_FROM: contextText(this, "mailFrom"),
        PLATFORM_OIDC_ISSUER: contextText(this, "platformOidcIssuer"),
        PLATFORM_OIDC_AUDIENCE: contextText(this, "platformOidcAudience"),
      },
    });
    const read = new PolicyStatement({
      actions: ["secretsmanager:GetSecretValue"],
      resources: [platformToken.secretArn, cursor.secretArn, sealing.secretArn],
    });
    handler.role?.addToPrincipalPolicy(read);
    return handler;
  }

  private notifier(around: Surroundings, work: WorkQueues, sealing: Secret): IFunction {
    const { NOTIFY_QUEUE_URL, JOBS_QUEUE_URL } = queueUrls(around);
    const mailFrom = contextText(this, "mailFrom");
    const { handler } = new QueueConsumer(this, "Notifier", around, {
      name: "notifier",
      schema: NotifierConfig,
      environment: {
        TABLE_NAME: around.table.tableName,
        NOTIFY_QUEUE_URL,
        JOBS_QUEUE_URL,
        SEALING_SECRET: sealing.secretArn,
        NOTIFIER_LOOPBACK: "false",
        MAIL_FROM: mailFrom,
        SMTP_URL: "",
      },
      sources: { Notify: sourceOf(work, "notify", "notifier") },
    });
    const allow = (actions: string[], resources: string[]) =>
      handler.role?.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
    allow(["secretsmanager:GetSecretValue"], [sealing.secretArn]);
    // SES asks for the second where a mail comes whole, as ours do.
    if (mailFrom !== "") allow(["ses:SendEmail", "ses:SendRawEmail"], identityArns(this, mailFrom));
    return handler;
  }

  private consumers(around: Surroundings, work: WorkQueues): IFunction[] {
    const { USAGE_QUEUE_URL, FOLD_QUEUE_URL, JOBS_QUEUE_URL, NOTIFY_QUEUE_URL } = queueUrls(around);
    const TABLE_NAME = around.table.tableName;
    const recorder = new QueueConsumer(this, "Recorder", around, {
      name: "recorder",
      schema: RecorderConfig,
      environment: { TABLE_NAME, FOLD_QUEUE_URL },
      sources: { Usage: sourceOf(work, "usage", "recorder") },
    });
    const folder = new QueueConsumer(this, "Folder", around, {
      name: "folder",
      schema: FolderConfig,
      environment: { TABLE_NAME, FOLD_QUEUE_URL, JOBS_QUEUE_URL, NOTIFY_QUEUE_URL },
      sources: { Fold: sourceOf(work, "fold", "folder") },
    });
    const jobs = new QueueConsumer(this, "Jobs", around, {
      name: "jobs",
      schema: JobsConfig,
      environment: { TABLE_NAME, USAGE_QUEUE_URL, FOLD_QUEUE_URL, JOBS_QUEUE_URL, NOTIFY_QUEUE_URL },
      sources: { Jobs: sourceOf(work, "jobs", "jobs") },
    });
    const quarantine = new QueueConsumer(this, "Quarantine", around, {
      name: "quarantine",
      schema: QuarantineConfig,
      environment: {
        TABLE_NAME,
        USAGE_DEAD_LETTERS_ARN: work.usage.deadLetters.queueArn,
        FOLD_DEAD_LETTERS_ARN: work.fold.deadLetters.queueArn,
        JOBS_DEAD_LETTERS_ARN: work.jobs.deadLetters.queueArn,
        NOTIFY_DEAD_LETTERS_ARN: work.notify.deadLetters.queueArn,
      },
      sources: {
        Usage: deadLettersOf(work.usage),
        Fold: deadLettersOf(work.fold),
        Jobs: deadLettersOf(work.jobs),
        Notify: deadLettersOf(work.notify),
      },
    });
    return [recorder, folder, jobs, quarantine].map(({ handler }) => handler);
  }
}

/** What mails of an address are sent as: the address itself, or its domain, whichever SES knows. */
function identityArns(scope: Construct, address: string): string[] {
  const names = [address, address.slice(address.lastIndexOf("@") + 1)];
  return names.map((resourceName) => Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName }));
}

/** `cdk deploy -c name=value`; empty without. */
function contextText(scope: Construct, name: string): string {
  const value: unknown = scope.node.tryGetContext(name);
  return typeof value === "string" ? value : "";
}

function queueUrls({ queues }: Surroundings) {
  return {
    USAGE_QUEUE_URL: queues.usage.queueUrl,
    FOLD_QUEUE_URL: queues.fold.queueUrl,
    JOBS_QUEUE_URL: queues.jobs.queueUrl,
    NOTIFY_QUEUE_URL: queues.notify.queueUrl,
  };
}

function deadLettersOf({ deadLetters: queue }: WorkQueue): QueueSource {
  return { queue, batchSize: quarantineBatchSize, windowS: 0, concurrency: functionLimits.quarantine.concurrency };
}

function sourceOf(work: WorkQueues, queue: QueueName, consumer: FunctionName): QueueSource {
  const { batchSize, windowS } = queueLimits[queue];
  return { queue: work[queue].queue, batchSize, windowS, concurrency: functionLimits[consumer].concurrency };
}
