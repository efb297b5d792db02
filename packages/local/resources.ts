import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueNameExists,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { isJson, listAt, objectAt, textAt, type Json } from "./json.ts";

export interface QueueAddress {
  readonly url: string;
  readonly arn: string;
}

/** Makes the table if it is not there. `properties` are those of an AWS::DynamoDB::GlobalTable, resolved. */
export async function ensureTable(client: DynamoDBClient, name: string, properties: Json): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: listAt(properties, "KeySchema").map(keySchemaElement),
        AttributeDefinitions: listAt(properties, "AttributeDefinitions").map(attributeDefinition),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 60 }, { TableName: name });
}

function keySchemaElement(element: unknown) {
  if (!isJson(element)) throw new Error("A key schema element is not an object");
  return {
    AttributeName: textAt(element, "AttributeName"),
    KeyType: textAt(element, "KeyType") === "HASH" ? "HASH" : "RANGE",
  } as const;
}

function attributeDefinition(definition: unknown) {
  if (!isJson(definition)) throw new Error("An attribute definition is not an object");
  const type = textAt(definition, "AttributeType");
  if (type !== "S" && type !== "N" && type !== "B") throw new Error(`Attribute type ${type} is not known`);
  return { AttributeName: textAt(definition, "AttributeName"), AttributeType: type } as const;
}

const queueAttributes = ["VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "RedrivePolicy"] as const;

/** Makes the queue, or gives an existing one today's attributes. `properties` are those of an AWS::SQS::Queue, resolved. */
export async function ensureQueue(client: SQSClient, name: string, properties: Json): Promise<QueueAddress> {
  const Attributes = Object.fromEntries(
    queueAttributes.filter((key) => key in properties).map((key) => [key, attributeText(properties, key)]),
  );
  const url = await urlOf(client, name, Attributes);
  if (Object.keys(Attributes).length > 0)
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  const { Attributes: known } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  return { url, arn: known?.QueueArn ?? "" };
}

async function urlOf(client: SQSClient, name: string, Attributes: Record<string, string>): Promise<string> {
  try {
    return (await client.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? "";
  } catch (error) {
    if (!(error instanceof QueueNameExists)) throw error;
    return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? "";
  }
}

const attributeText = (properties: Json, key: string) =>
  key === "RedrivePolicy" ? JSON.stringify(objectAt(properties, key)) : String(properties[key]);

/** Messages that wait or are being worked on; those delayed do not count. */
export async function countMessages(client: SQSClient, url: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return (
    Number(Attributes?.ApproximateNumberOfMessages ?? 0) +
    Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
}
