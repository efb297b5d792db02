import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { splitByBytes } from "./queues.ts";
import { startStack, type Stack } from "./stack.ts";
import { newDir, writeAssembly, type AssemblyOptions } from "./test-assembly.ts";

const stacks: Stack[] = [];
afterEach(async () => {
  await Promise.all(stacks.splice(0).map(async (stack) => stack.close()));
});

async function start(options: AssemblyOptions, dataDir = newDir()) {
  const errors: string[] = [];
  const stack = await startStack({
    templateDir: writeAssembly(options),
    dataDir,
    port: 0,
    log: (line) => errors.push(line),
  });
  stacks.push(stack);
  return { stack, errors, dataDir, ...clientsOf(stack) };
}

async function stop(stack: Stack) {
  stacks.splice(stacks.indexOf(stack), 1);
  await stack.close();
}

function clientsOf(stack: Stack) {
  const shared = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const sqs = new SQSClient({ ...shared, endpoint: stack.endpoints.sqs });
  const dynamodb = new DynamoDBClient({ ...shared, endpoint: stack.endpoints.dynamodb });
  const send = async (...bodies: string[]) => {
    const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: stack.queueUrls["Service-Work"], Entries }));
  };
  return { sqs, dynamodb, send };
}

/** A consumer that notes each batch as a line of `file`, and reports the bodies that `fails` (a JS expression) names. */
const consumer = (file: string, fails: string) => `import { appendFileSync } from "node:fs";
  export const handler = async ({ Records }) => {
    appendFileSync(${JSON.stringify(file)}, JSON.stringify(Records.map(({ body, attributes }) => [body, Number(attributes.ApproximateReceiveCount)])) + "\\n");
    return { batchItemFailures: Records.filter(({ body }) => ${fails}).map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

const batchesOf = (file: string): [string, number][][] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line): [string, number][] => JSON.parse(line))
    : [];
const seen = (file: string) =>
  batchesOf(file)
    .flat()
    .map(([body, count]) => `${body}${count}`)
    .toSorted();

test("only the messages reported as failed come again; after the last try they lie in the dead-letter queue", async () => {
  const file = join(newDir(), "batches");
  const { stack, sqs, send } = await start({
    consumer: consumer(file, 'body === "bad"'),
    visibilityS: 1,
    maxReceiveCount: 3,
  });
  await send("good", "bad", "fine");
  const dead = async () =>
    sqs.send(new ReceiveMessageCommand({ QueueUrl: stack.queueUrls["Service-Dead"], WaitTimeSeconds: 1 }));
  const { Messages } = await vi.waitUntil(async () => {
    const received = await dead();
    return received.Messages === undefined ? undefined : received;
  }, 15_000);
  expect(Messages?.map((message) => message.Body)).toEqual(["bad"]);
  expect(seen(file)).toEqual(["bad1", "bad2", "bad3", "fine1", "good1"]);
});

test.each([
  { name: "throws", source: "export const handler = async () => { throw new Error('no'); }" },
  {
    name: "names a message that is not in the batch",
    source: "export const handler = async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })",
  },
])("when the function $name, the whole batch stays on the queue", async ({ source }) => {
  const { stack, send } = await start({ consumer: source });
  await send("a", "b");
  await sleep(800);
  expect(await stack.pendingMessages()).toBe(2);
});

test("messages that come within the window make one batch, up to its size", async () => {
  const file = join(newDir(), "batches");
  const { stack, send } = await start({ consumer: consumer(file, "false"), batchSize: 25, windowS: 2 });
  const bodies = Array.from({ length: 30 }, (_, i) => `m${i}`);
  await send(...bodies.slice(0, 10));
  await send(...bodies.slice(10, 20));
  await send(...bodies.slice(20, 30));
  await vi.waitUntil(async () => (await stack.pendingMessages()) === 0, 10_000);
  expect(batchesOf(file).map((batch) => batch.length)).toEqual([25, 5]);
  expect(seen(file)).toEqual(bodies.map((body) => `${body}1`).toSorted());
});

test("a batch is cut where one invocation's payload would pass 6 MB", () => {
  const messages = [3, 3, 1, 5, 2].map((megabytes) => ({ Body: "a".repeat(megabytes) }));
  expect(splitByBytes(messages, 6).map((batch) => batch.map((message) => message.Body?.length))).toEqual([
    [3, 3],
    [1, 5],
    [2],
  ]);
});

test("closing lets a batch finish, and keeps what was not begun for the next start", async () => {
  const file = join(newDir(), "batches");
  const slow = consumer(file, "false").replace("return {", "await new Promise((r) => setTimeout(r, 1500)); return {");
  const first = await start({ consumer: slow, batchSize: 1 });
  await first.send("a", "b", "c", "d", "e");
  await vi.waitUntil(() => batchesOf(file).length > 0, 5_000);
  await first.dynamodb.send(
    new PutItemCommand({ TableName: "Data-Table", Item: { pk: { S: "T#1" }, sk: { S: "x" } } }),
  );
  await stop(first.stack);
  const begun = seen(file);
  expect(begun.length).toBeLessThan(5);

  const second = await start({ consumer: consumer(file, "false") }, first.dataDir);
  await vi.waitUntil(async () => (await second.stack.pendingMessages()) === 0, 10_000);
  const bodies = batchesOf(file)
    .flat()
    .map(([body]) => body);
  expect(bodies.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  const Key = { pk: { S: "T#1" }, sk: { S: "x" } };
  const { Item } = await second.dynamodb.send(new GetItemCommand({ TableName: "Data-Table", Key }));
  expect(Item).toEqual(Key);
  expect(second.stack.secrets).toEqual(first.stack.secrets);
});

test("functions get the resolved environment, the engines, the secrets, and what differs from AWS", async () => {
  const { stack, dataDir } = await start({
    api: "export const handler = async () => ({ body: process.env, statusCode: undefined })",
  });
  const body: unknown = await (await fetch(stack.url)).json();
  expect(body).toEqual({
    body: {
      TABLE_NAME: "Data-Table",
      QUEUE_URL: stack.queueUrls["Service-Work"],
      OIDC_INSECURE_LOOPBACK: "true",
      OUTLAY_LOCAL_SECRETS: JSON.stringify(stack.secrets),
      AWS_LAMBDA_FUNCTION_NAME: "api",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: stack.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: stack.endpoints.sqs,
    },
  });
  expect(stack.secrets["outlay/token"]).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("a function that runs over its time answers 503", async () => {
  const { stack } = await start({ api: "export const handler = () => { for (;;); }", apiTimeoutS: 1 });
  const response = await fetch(stack.url);
  expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
});

test("a request that is being answered when the stack closes gets its answer", async () => {
  const slow = "export const handler = () => new Promise((r) => setTimeout(r, 700, { statusCode: 204 }))";
  const { stack } = await start({ api: slow });
  const answer = fetch(stack.url);
  await sleep(200);
  await stop(stack);
  expect((await answer).status).toBe(204);
  await expect(fetch(stack.url)).rejects.toThrow("fetch failed");
});

test("engines that the environment names are used instead of the embedded ones", async () => {
  const other = await start({});
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", other.stack.endpoints.dynamodb);
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", other.stack.endpoints.sqs);
  const { stack, dataDir } = await start({}).finally(() => vi.unstubAllEnvs());
  expect(stack.endpoints).toEqual(other.stack.endpoints);
  expect([existsSync(join(dataDir, "dynamodb")), existsSync(join(dataDir, "sqs"))]).toEqual([false, false]);
});

const reach = async (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    socket
      .on("connect", () => {
        socket.destroy();
        resolve(true);
      })
      .on("error", () => resolve(false))
      .on("timeout", () => resolve(false));
  });

test("a data folder is one stack's at a time, also across processes, and free again when its holder is killed", async () => {
  const { stack, dataDir } = await start({});
  await expect(start({}, dataDir)).rejects.toThrow(`${dataDir} is in use by another start`);
  await stop(stack);

  const lockModule = new URL("./data-lock.ts", import.meta.url).href;
  const hold = `(await import(${JSON.stringify(lockModule)})).lockData(${JSON.stringify(dataDir)}); console.log("held"); setInterval(() => {}, 1000)`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", hold]);
  await once(holder.stdout, "data");
  await expect(start({}, dataDir)).rejects.toThrow("in use by another start");
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const again = await start({}, dataDir);
  expect((await fetch(again.stack.url)).status).toBe(200);
});

test("nothing listens beyond the loopback", async () => {
  const { stack } = await start({});
  const outward = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.internal === false && address.family === "IPv4");
  const ports = [stack.url, stack.endpoints.dynamodb, stack.endpoints.sqs].map((url) => Number(new URL(url).port));
  expect(await Promise.all(ports.map(async (port) => reach("127.0.0.1", port)))).toEqual([true, true, true]);
  for (const address of outward) {
    expect(await Promise.all(ports.map(async (port) => reach(address?.address ?? "", port)))).toEqual([
      false,
      false,
      false,
    ]);
  }
});
