import assert from "node:assert/strict";
import type { EnvironmentOf } from "@outlay/platform/config";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, type Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { CfnLogGroup, LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type * as z from "zod";
import { functionLimits, type FunctionName, type QueueName } from "../limits.ts";
import { permissions } from "../permissions.ts";
import { alarm } from "./alarms.ts";
import { keyStatement, sendStatement, tableStatements } from "./statements.ts";

/** What all functions share. */
export interface Surroundings {
  /** Begins the names of functions, log groups and secrets, so that two stages fit in one account. */
  readonly prefix: string;
  readonly table: TableV2;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly queues: Readonly<Record<QueueName, IQueue>>;
  readonly codeOf: (name: FunctionName) => Code;
}

export interface OutlayFunctionProps<Schema extends z.ZodObject> {
  readonly name: FunctionName;
  /** The function's own configuration: exactly its variables must be set. */
  readonly schema: Schema;
  readonly environment: EnvironmentOf<Schema>;
}

/** One Lambda function with its own log group, a role of explicit actions, and alarms on errors and throttles. */
export class OutlayFunction<Schema extends z.ZodObject> extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, around: Surroundings, props: OutlayFunctionProps<Schema>) {
    super(scope, id);
    const { memoryMb, timeoutS, concurrency } = functionLimits[props.name];
    const logGroup = new LogGroup(this, "Logs", {
      logGroupName: `/${around.prefix}/${props.name}`,
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: around.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.handler = new LambdaFunction(this, "Function", {
      functionName: `${around.prefix}-${props.name}`,
      code: around.codeOf(props.name),
      handler: "handler.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutS),
      reservedConcurrentExecutions: concurrency,
      environment: props.environment,
      role: this.roleOf(around, props.name, logGroup),
      logGroup,
    });
    this.alarms(props.name, around.topic);
  }

  private roleOf(around: Surroundings, name: FunctionName, logGroup: LogGroup): Role {
    const { sendTo } = permissions[name];
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const logs = new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    });
    const statements = [
      logs,
      keyStatement(around.key, ["dynamodb", "sqs", ...(readsSecrets(name) ? (["secretsmanager"] as const) : [])]),
      ...tableStatements(around.table, permissions[name]),
      ...sendTo.map((queue) => sendStatement(around.queues[queue])),
    ];
    for (const statement of statements) role.addToPrincipalPolicy(statement);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(logGroup)}.Arn>]`,
      reason: "The only wildcard is the end of the function's own log group, where its streams are named.",
    });
    return role;
  }

  private alarms(name: FunctionName, topic: ITopic): void {
    alarm(this, "Errors", {
      metric: this.handler.metricErrors(),
      threshold: 1,
      meaning: `The ${name} function crashed or timed out.`,
      runbook: "function-errors",
      topic,
    });
    alarm(this, "Throttles", {
      metric: this.handler.metricThrottles(),
      threshold: 1,
      periods: 3,
      meaning: `The ${name} function has run at its reserved concurrency for 15 minutes.`,
      runbook: "function-throttles",
      topic,
    });
  }
}

const readsSecrets = (name: FunctionName): boolean => name === "api" || name === "notifier";

function logicalIdOf({ node, stack }: LogGroup): string {
  const resource = node.defaultChild;
  assert(resource instanceof CfnLogGroup, "a log group is made of one resource");
  return String(stack.resolve(resource.logicalId));
}
