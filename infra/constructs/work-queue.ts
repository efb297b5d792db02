import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  deadLetterRetentionDays,
  functionLimits,
  maxReceiveCount,
  queueLimits,
  queueRetentionDays,
  type FunctionName,
  type QueueName,
} from "../limits.ts";
import { alarm } from "./alarms.ts";

/** AWS asks for at least six times the timeout of the function that consumes. */
const visibilityOf = (consumer: FunctionName) => Duration.seconds(6 * functionLimits[consumer].timeoutS);

export interface WorkQueueProps {
  readonly name: QueueName;
  readonly consumer: FunctionName;
  readonly key: IKey;
  readonly topic: ITopic;
}

/** A standard queue, its dead-letter queue, and the alarms of both. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { name, consumer, key, topic }: WorkQueueProps) {
    super(scope, id);
    const shared = { encryption: QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true };
    this.deadLetters = new Queue(this, "DeadLetters", {
      ...shared,
      retentionPeriod: Duration.days(deadLetterRetentionDays),
      visibilityTimeout: visibilityOf("quarantine"),
    });
    this.queue = new Queue(this, "Queue", {
      ...shared,
      retentionPeriod: Duration.days(queueRetentionDays),
      visibilityTimeout: visibilityOf(consumer),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    alarm(this, "DeadLetterAlarm", {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum" }),
      threshold: 1,
      meaning: `Dead letters of the ${name} queue lie unquarantined.`,
      runbook: "dead-letters",
      topic,
    });
    alarm(this, "OldestMessageAlarm", {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: "Maximum" }),
      threshold: queueLimits[name].oldestMessageS,
      meaning: `The ${name} queue is not being worked off.`,
      runbook: "oldest-message",
      topic,
    });
  }
}
