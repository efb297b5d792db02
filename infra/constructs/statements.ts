import { Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { configurationKeys, type Permissions } from "../permissions.ts";

/**
 * The table's statements for one function. `ForAllValues` alone also holds for a request without leading keys (a scan),
 * so each statement asks for their presence as well.
 */
export function tableStatements(
  table: TableV2,
  { table: access, mayPutConfiguration }: Permissions,
): PolicyStatement[] {
  const allow = (actions: string[], patterns: readonly string[]) =>
    patterns.length === 0
      ? []
      : [
          new PolicyStatement({
            actions,
            resources: [table.tableArn],
            conditions: {
              "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns },
              Null: { "dynamodb:LeadingKeys": "false" },
            },
          }),
        ];
  const deny = new PolicyStatement({
    effect: Effect.DENY,
    actions: ["dynamodb:PutItem"],
    resources: [table.tableArn],
    conditions: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": [configurationKeys] } },
  });
  return [
    ...allow(["dynamodb:GetItem", "dynamodb:Query"], access.read),
    ...allow(["dynamodb:PutItem"], access.put),
    ...allow(["dynamodb:DeleteItem"], access.remove),
    ...allow(["dynamodb:UpdateItem"], access.update),
    ...allow(["dynamodb:BatchGetItem"], access.readMany),
    ...allow(["dynamodb:BatchWriteItem"], access.writeMany),
    ...(mayPutConfiguration ? [] : [deny]),
  ];
}

export const sendStatement = (queue: IQueue) =>
  new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] });

/** What Lambda's poller does in the function's name. */
export const consumeStatement = (queue: IQueue) =>
  new PolicyStatement({
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
    resources: [queue.queueArn],
  });

/** Use of the key, only through the services that hold our data. */
export function keyStatement(key: IKey, services: readonly ("dynamodb" | "sqs" | "secretsmanager")[]): PolicyStatement {
  const { region } = Stack.of(key);
  return new PolicyStatement({
    actions: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    resources: [key.keyArn],
    conditions: { StringEquals: { "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`) } },
  });
}
