import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { lockData } from "./data-lock.ts";
import { engineEnvironment, startEngines, type Engines } from "./engines.ts";
import { createPool, type FunctionPool } from "./functions.ts";
import { createHttpApi } from "./http.ts";
import { identityOf } from "./identities.ts";
import { isJson } from "./json.ts";
import { logFileOf, plannedTypes, planOf, type FunctionPlan, type Plan } from "./plan.ts";
import { pollQueue, type Poller } from "./queues.ts";
import { countMessages, ensureQueue, ensureTable, type QueueAddress } from "./resources.ts";
import { startSchedule } from "./schedules.ts";
import { keepSecrets } from "./secrets.ts";
import { readDeployment, resolve, type Deployment, type Resource } from "./template.ts";
import { tokenBucket } from "./token-bucket.ts";

export interface StackOptions {
  /** The cloud assembly: what `node infra/app.ts` wrote. */
  readonly templateDir: string;
  /** Where everything lives: tables, queues, secrets, logs. */
  readonly dataDir: string;
  /** Of the HTTP API, on the loopback. 0: any that is free. */
  readonly port: number;
  /** Short lines for people: what failed, and why. */
  readonly log?: (line: string) => void;
  /** Workers a function at most, whatever the template reserves. By default 4 behind HTTP, 2 behind a queue. */
  readonly workersMax?: number;
}

export interface Stack {
  /** The HTTP API. */
  readonly url: string;
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string };
  /** Physical names of the tables. */
  readonly tableNames: readonly string[];
  /** Queue name to URL. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** Secret name to value. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Runs a function by name, outside any event source. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Messages on any queue that wait or are worked on now; those delayed do not count. */
  pendingMessages(): Promise<number>;
  /** Takes nothing new, lets what runs finish within some seconds, and closes with everything on disk. */
  close(): Promise<void>;
}

const httpWorkersMax = 4;
const queueWorkersMax = 2;
const drainBoundMs = 8_000;
/** What differs here from AWS, by variable. */
const localEnvironment: Readonly<Record<string, string>> = {
  OIDC_INSECURE_LOOPBACK: "true",
  NOTIFIER_LOOPBACK: "true",
};
/** What is given here by the variables of the same names, and on AWS by the CDK context. */
const passedOn = ["PLATFORM_OIDC_ISSUER", "PLATFORM_OIDC_AUDIENCE", "MAIL_FROM", "SMTP_URL"];

/** Starts the synthesised template: engines, table, queues, functions, HTTP API, pollers, schedules. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, log = () => {} } = options;
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockData(dataDir);
  const deployment = readDeployment(options.templateDir);
  const engines = await startEngines(dataDir, process.env);
  const environment = engineEnvironment(engines, process.env);
  const { dynamodb, sqs } = clientsOf(environment);
  const { tableNames, queues, plan } = await prepare(deployment, engines, dynamodb, sqs);
  const secrets = keepSecrets(join(dataDir, "secrets.json"), deployment.resources);

  const shared = { ...environment, OUTLAY_LOCAL_SECRETS: JSON.stringify(secrets) };
  const pools = new Map(plan.functions.map((it) => [it.name, poolOf(it, plan, options, shared)]));
  const pool = (name: string): FunctionPool => {
    const found = pools.get(name);
    if (found === undefined) throw new Error(`The template has no function ${name}`);
    return found;
  };
  const server = createHttpApi({
    pool: pool(plan.http.functionName),
    throttle: tokenBucket(plan.http.ratePerS, plan.http.burst),
  });
  const url = `http://127.0.0.1:${await listen(server, options.port)}`;
  const pollers = startPollers(plan, queues, sqs, pool, log);
  const schedules = plan.schedules.map((schedule) =>
    startSchedule(schedule, () => {
      const QueueUrl = urlOf(queues, schedule.targetArn);
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: schedule.input })).catch(logError(log, schedule.name));
    }),
  );

  return {
    url,
    endpoints: { dynamodb: engines.dynamodb, sqs: engines.sqs },
    tableNames,
    queueUrls: Object.fromEntries([...queues].map(([name, queue]) => [name, queue.url])),
    secrets,
    invoke: async (functionName, event) => pool(functionName).invoke(event),
    pendingMessages: async () => {
      const counts = await Promise.all([...queues.values()].map(async (queue) => countMessages(sqs, queue.url)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      for (const schedule of schedules) schedule.stop();
      await Promise.all([closeServer(server), ...pollers.map(async (poller) => poller.stop(drainBoundMs))]);
      await Promise.all([...pools.values()].map(async (it) => it.close(drainBoundMs)));
      dynamodb.destroy();
      sqs.destroy();
      await Promise.all(engines.own.map(async (engine) => engine.close()));
      unlock();
    },
  };
}

function clientsOf(environment: Readonly<Record<string, string>>) {
  const { AWS_REGION = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = environment;
  const credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
  const at = (endpoint: string | undefined) => ({ region: AWS_REGION, credentials, endpoint: endpoint ?? "" });
  return {
    dynamodb: new DynamoDBClient(at(environment["AWS_ENDPOINT_URL_DYNAMODB"])),
    sqs: new SQSClient(at(environment["AWS_ENDPOINT_URL_SQS"])),
  };
}

/** Makes tables and queues, then resolves what the rest of the template asks for. */
async function prepare(deployment: Deployment, engines: Engines, dynamodb: DynamoDBClient, sqs: SQSClient) {
  const queues = new Map<string, QueueAddress>();
  const resolved = (resource: Resource) => {
    const properties = resolve(deployment, (it) => identityOf(it, queues), resource.stack, resource.properties);
    return { ...resource, properties: isJson(properties) ? properties : {} };
  };
  const ofType = (type: string) => deployment.resources.filter((it) => it.type === type);
  const tables = ofType("AWS::DynamoDB::GlobalTable");
  for (const table of tables) {
    const { AttributeDefinitions, KeySchema } = table.properties;
    await ensureTable(dynamodb, table.name, { AttributeDefinitions, KeySchema });
  }
  for (const queue of ofType("AWS::SQS::Queue").toSorted(deadLettersFirst)) {
    const { url, arn } = await ensureQueue(sqs, queue.name, queuePropertiesOf(queue, resolved));
    // The embedded engine's own URLs need `*.localhost` to resolve, which not every machine does.
    queues.set(queue.name, {
      url: engines.own.length > 0 ? new URL(new URL(url).pathname, engines.sqs).href : url,
      arn,
    });
  }
  const planned = deployment.resources.filter((it) => plannedTypes.includes(it.type)).map(resolved);
  return { tableNames: tables.map((table) => table.name), queues, plan: planOf(planned, deployment.assets) };
}

/** A queue's redrive policy names its dead-letter queue, which must be there first. */
function deadLettersFirst(a: Resource, b: Resource): number {
  return Number("RedrivePolicy" in a.properties) - Number("RedrivePolicy" in b.properties);
}

/** Without the key it is encrypted under, which is nothing here. */
function queuePropertiesOf(queue: Resource, resolved: (resource: Resource) => Resource) {
  const { KmsMasterKeyId: _, ...properties } = queue.properties;
  return resolved({ ...queue, properties }).properties;
}

function poolOf(
  it: FunctionPlan,
  plan: Plan,
  options: StackOptions,
  shared: Readonly<Record<string, string>>,
): FunctionPool {
  const workersMax = options.workersMax ?? (it.name === plan.http.functionName ? httpWorkersMax : queueWorkersMax);
  const given = passedOn.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]] as const]));
  const local = [...Object.entries(localEnvironment), ...given];
  const overridden = Object.fromEntries(local.filter(([key]) => key in it.environment));
  return createPool({
    ...it,
    environment: { ...shared, ...it.environment, ...overridden, AWS_LAMBDA_FUNCTION_NAME: it.name },
    concurrency: Math.min(it.reservedConcurrency, workersMax),
    logFile: logFileOf(options.dataDir, it.name),
  });
}

function startPollers(
  { sources }: Plan,
  queues: ReadonlyMap<string, QueueAddress>,
  sqs: SQSClient,
  pool: (name: string) => FunctionPool,
  log: (line: string) => void,
): Poller[] {
  return sources.map((source) => {
    const consumer = pool(source.functionName);
    const concurrency = Math.min(source.concurrency, consumer.concurrency);
    const queueUrl = urlOf(queues, source.queueArn);
    return pollQueue(sqs, { ...source, queueUrl, pool: consumer, concurrency }, logError(log, source.functionName));
  });
}

function urlOf(queues: ReadonlyMap<string, QueueAddress>, arn: string): string {
  const found = [...queues.values()].find((queue) => queue.arn === arn);
  if (found === undefined) throw new Error(`The template has no queue ${arn}`);
  return found.url;
}

const logError = (log: (line: string) => void, name: string) => (error: unknown) =>
  log(`${name}: ${error instanceof Error ? error.message : String(error)}`);

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Answers what is under way, takes no more. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that was busy at that moment stays open for the client's next request, and would hold up the end.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const bound = setTimeout(() => server.closeAllConnections(), drainBoundMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(bound);
}
