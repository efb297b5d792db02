import { Duration } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type * as z from "zod";
import { OutlayFunction, type OutlayFunctionProps, type Surroundings } from "./outlay-function.ts";
import { consumeStatement } from "./statements.ts";

export interface QueueSource {
  readonly queue: IQueue;
  readonly batchSize: number;
  readonly windowS: number;
  /** Batches worked on at a time. At least 2, as Lambda asks. */
  readonly concurrency: number;
}

export interface QueueConsumerProps<Schema extends z.ZodObject> extends OutlayFunctionProps<Schema> {
  readonly sources: Readonly<Record<string, QueueSource>>;
}

/** A function fed by queues: of a batch only the messages that it reports as failed come again. */
export class QueueConsumer<Schema extends z.ZodObject> extends OutlayFunction<Schema> {
  constructor(scope: Construct, id: string, around: Surroundings, props: QueueConsumerProps<Schema>) {
    super(scope, id, around, props);
    for (const [name, { queue, batchSize, windowS, concurrency }] of Object.entries(props.sources)) {
      const permission = this.handler.role?.addToPrincipalPolicy(consumeStatement(queue));
      const mapping = new EventSourceMapping(this, `${name}Source`, {
        target: this.handler,
        eventSourceArn: queue.queueArn,
        batchSize,
        maxBatchingWindow: Duration.seconds(windowS),
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
      });
      if (permission?.policyDependable !== undefined) mapping.node.addDependency(permission.policyDependable);
    }
  }
}
