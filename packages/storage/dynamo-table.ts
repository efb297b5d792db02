import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { assert } from "@outlay/domain/assert";
import type { Attribute, Bound, Change, Condition, Item, Key, Range, Table, TextSets, Updated } from "./table.ts";
import { compareUtf8 } from "./utf8-order.ts";

/** A client that keeps its connections and gives up soon. The SDK reads AWS_ENDPOINT_URL_DYNAMODB by itself. */
export function dynamoClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 6,
    retryMode: "standard",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
}

/**
 * The table on DynamoDB or an engine that speaks its protocol. The SDK retries: after a lost reply a conditional
 * write may thus answer false although it was this very call that wrote. Who must know reads the item again.
 */
export function openTable(client: DynamoDBClient, name: string): Table {
  return {
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: name, Key: keyAttributes(key), ConsistentRead: true }),
      );
      return Item && fromAttributes(Item);
    },

    getAll: (keys) => getMany(client, name, keys),

    query: (range) => queryAll(client, name, range),

    put: (item, condition) =>
      wrote(() =>
        client.send(new PutItemCommand({ TableName: name, Item: toAttributes(item), ...conditionInput(condition) })),
      ),

    putAll: (items) => putMany(client, name, items),

    remove: (key, condition) =>
      wrote(() =>
        client.send(new DeleteItemCommand({ TableName: name, Key: keyAttributes(key), ...conditionInput(condition) })),
      ),

    async addToSets(key, sets) {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: keyAttributes(key),
          ReturnValues: "ALL_NEW",
          ...additionInput(sets),
        }),
      );
      assert(Attributes, "an update answers with the whole item");
      return fromAttributes(Attributes);
    },

    update: (key, change) => updateItem(client, name, key, change),
  };
}

/** What a batch left undone, for lack of capacity, is tried again so often, after 50 ms and then twice as long each time. */
const BATCH_TRIES = 6;
const FIRST_PAUSE_MS = 50;

/** Works on what is left until nothing is. A request that is refused whole is the SDK's to repeat. */
async function untilDone<Part>(
  parts: readonly Part[],
  work: (left: Part[]) => Promise<readonly Part[] | undefined>,
): Promise<void> {
  let left: readonly Part[] = parts;
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === BATCH_TRIES) throw new Error(`The store left ${left.length} of ${parts.length} undone.`);
    if (tries > 0) await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
    left = (await work([...left])) ?? [];
  }
}

async function getMany(
  client: DynamoDBClient,
  name: string,
  keys: readonly Key[],
): Promise<readonly (Item | undefined)[]> {
  const found = new Map<string, Item>();
  const asked: readonly Record<string, AttributeValue>[] = keys.map(keyAttributes);
  await untilDone(asked, async (left) => {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } }),
    );
    for (const item of (Responses?.[name] ?? []).map(fromAttributes)) found.set(keyName(item), item);
    return UnprocessedKeys?.[name]?.Keys;
  });
  return keys.map((key) => found.get(keyName(key)));
}

async function putMany(client: DynamoDBClient, name: string, items: readonly Item[]): Promise<void> {
  const requests: readonly WriteRequest[] = items.map((item) => ({ PutRequest: { Item: toAttributes(item) } }));
  await untilDone(requests, async (left) => {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: left } }));
    return UnprocessedItems?.[name];
  });
}

const keyName = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

async function updateItem(client: DynamoDBClient, name: string, key: Key, change: Change): Promise<Updated> {
  try {
    const command = new UpdateItemCommand({
      TableName: name,
      Key: keyAttributes(key),
      ReturnValues: change.isSilent ? "NONE" : "ALL_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      ...changeInput(change),
    });
    if (change.once) sendOnce(command);
    const { Attributes } = await client.send(command);
    if (change.isSilent) return { isDone: true, item: undefined };
    assert(Attributes, "an update answers with the whole item");
    return { isDone: true, item: fromAttributes(Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item) return { isDone: false, item: fromAttributes(error.Item) };
    // The item is absent, or the engine is one that does not send it along.
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: keyAttributes(key), ConsistentRead: true }),
    );
    return { isDone: false, item: Item && fromAttributes(Item) };
  }
}

/** Ends the SDK's attempts with the first one that may have reached the store; what the store turned away is sent again. */
function sendOnce(command: UpdateItemCommand): void {
  let unanswered: { readonly error: unknown } | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      if (unanswered) throw new Error("A change that is sent once was not answered.", { cause: unanswered.error });
      try {
        return await next(args);
      } catch (error) {
        const isTurnedAway = error instanceof DynamoDBServiceException && error.$metadata.httpStatusCode === 400;
        if (!isTurnedAway) unanswered = { error };
        throw error;
      }
    },
    { step: "finalizeRequest", priority: "low", name: "sendOnce" },
  );
}

async function queryAll(client: DynamoDBClient, name: string, range: Range): Promise<Item[]> {
  const { from, to, limit, descending } = range;
  assert(limit === undefined || limit > 0, "a limit is positive");
  if (from !== undefined && to !== undefined && compareUtf8(from, to) > 0) return [];

  const input: QueryCommandInput = {
    TableName: name,
    ConsistentRead: true,
    ScanIndexForward: descending !== true,
    ...rangeInput(range),
  };
  const items: Item[] = [];
  const most = limit ?? Number.POSITIVE_INFINITY;
  let start: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ...input,
        ...(start && { ExclusiveStartKey: start }),
        ...(limit !== undefined && { Limit: limit - items.length }),
      }),
    );
    for (const item of Items) items.push(fromAttributes(item));
    start = LastEvaluatedKey;
  } while (start && items.length < most);
  return items;
}

function rangeInput({ pk, from, to }: Range): Partial<QueryCommandInput> {
  const bounds =
    from !== undefined && to !== undefined
      ? " AND sk BETWEEN :from AND :to"
      : from !== undefined
        ? " AND sk >= :from"
        : to !== undefined
          ? " AND sk <= :to"
          : "";
  return {
    KeyConditionExpression: `pk = :pk${bounds}`,
    ExpressionAttributeValues: {
      ":pk": { S: pk },
      ...(from !== undefined && { ":from": { S: from } }),
      ...(to !== undefined && { ":to": { S: to } }),
    },
  };
}

interface ConditionInput {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

function conditionInput(condition: Condition): ConditionInput {
  if (condition === "always") return {};
  if (condition === "absent") return { ConditionExpression: "attribute_not_exists(pk)" };
  const isEquality = "equals" in condition;
  return {
    ConditionExpression: isEquality ? "#name = :value" : "attribute_not_exists(pk) OR #name < :value",
    ExpressionAttributeNames: { "#name": condition.attribute },
    ExpressionAttributeValues: { ":value": toAttribute(isEquality ? condition.equals : condition.absentOrBelow) },
  };
}

function additionInput(sets: TextSets) {
  const added = Object.entries(sets).filter(([, texts]) => texts.length > 0);
  assert(added.length > 0, "something is added");
  return {
    UpdateExpression: `ADD ${added.map((_, place) => `#n${place} :v${place}`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(added.map(([name], place) => [`#n${place}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      added.map(([, texts], place) => [`:v${place}`, toAttribute(new Set(texts))]),
    ),
  };
}

/** Each name and each value stands once, under `#n<place>` and `:v<place>`. */
function changeInput({ if: bounds, add = {}, set = {}, remove = [] }: Change) {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const places = new Map<string, string>();
  const placeOf = (mark: "#n" | ":v", text: string, keep: (place: string) => void): string => {
    const known = places.get(mark + text);
    if (known !== undefined) return known;
    const place = `${mark}${places.size}`;
    places.set(mark + text, place);
    keep(place);
    return place;
  };
  const nameOf = (name: string) => placeOf("#n", name, (place) => (names[place] = name));
  const valueOf = (value: string | bigint) =>
    placeOf(":v", `${typeof value} ${value}`, (place) => (values[place] = toAttribute(value)));

  const conditions = bounds.map((bound) => boundText(bound, nameOf, valueOf));
  const section = (keyword: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`${keyword} ${parts.join(", ")}`];
  const sections = [
    ...section(
      "ADD",
      Object.entries(add).map(([name, amount]) => `${nameOf(name)} ${valueOf(amount)}`),
    ),
    ...section(
      "SET",
      Object.entries(set).map(([name, value]) => `${nameOf(name)} = ${valueOf(value)}`),
    ),
    ...section("REMOVE", remove.map(nameOf)),
  ];
  assert(sections.length > 0, "something is changed");
  return {
    UpdateExpression: sections.join(" "),
    ...(conditions.length > 0 && { ConditionExpression: conditions.join(" AND ") }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

function boundText(
  bound: Bound,
  nameOf: (name: string) => string,
  valueOf: (value: string | bigint) => string,
): string {
  const name = nameOf(bound.attribute);
  if ("absent" in bound) return `attribute_not_exists(${name})`;
  if ("equals" in bound) return `${name} = ${valueOf(bound.equals)}`;
  return "atMost" in bound ? `${name} <= ${valueOf(bound.atMost)}` : `${name} >= ${valueOf(bound.atLeast)}`;
}

/** False where the condition did not hold; every other failure passes. */
async function wrote(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const keyAttributes = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });

function toAttributes(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));
}

function toAttribute(value: Attribute): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "bigint") return { N: value.toString() };
  return value instanceof Uint8Array ? { B: value } : { SS: [...value] };
}

function fromAttributes(attributes: Record<string, AttributeValue>): Item {
  const { pk, sk, ...rest } = attributes;
  assert(pk?.S !== undefined && sk?.S !== undefined, "an item has its key");
  const item: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(rest)) item[name] = fromAttribute(name, value);
  return { ...item, pk: pk.S, sk: sk.S };
}

function fromAttribute(name: string, { S, N, B, SS }: AttributeValue): Attribute {
  const value = S ?? (N === undefined ? B : BigInt(N)) ?? (SS && new Set(SS));
  assert(value !== undefined, `${name} is a text, a whole number, bytes or a set of texts`);
  return value;
}
