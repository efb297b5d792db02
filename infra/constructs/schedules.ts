import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { keyStatement, sendStatement } from "./statements.ts";

/** When each job is asked for, in UTC: five past each hour, and in the night. */
const schedules = { hourly: "cron(5 * * * ? *)", nightly: "cron(30 2 * * ? *)" } as const;

export interface JobSchedulesProps {
  readonly queue: IQueue;
  /** Where a request goes that the scheduler could not deliver for a day. */
  readonly deadLetters: IQueue;
  readonly key: IKey;
}

/** Puts `{ "job": "hourly" }` and `{ "job": "nightly" }` on the jobs queue at their times. */
export class JobSchedules extends Construct {
  constructor(scope: Construct, id: string, { queue, deadLetters, key }: JobSchedulesProps) {
    super(scope, id);
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    for (const statement of [sendStatement(queue), sendStatement(deadLetters), keyStatement(key, ["sqs"])]) {
      role.addToPrincipalPolicy(statement);
    }
    for (const [job, expression] of Object.entries(schedules)) {
      new CfnSchedule(this, job, {
        scheduleExpression: expression,
        scheduleExpressionTimezone: "UTC",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: queue.queueArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ job }),
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      });
    }
  }
}
