/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
import { join } from "node:path";
import { Worker } from "node:worker_threads";

export interface EngineStart {
  readonly kind: "dynamodb" | "sqs";
  readonly dir: string;
}

export interface Engine {
  readonly endpoint: string;
  /** Writes everything to disk and ends. */
  close(): Promise<void>;
}

type FromEngine = { readonly kind: "ready"; readonly port: number } | { readonly kind: "stopped" };

const stopBoundMs = 10_000;

/** DynamoDB on LevelDB under `<dataDir>/dynamodb`, on a free port of the loopback. */
export async function startDynamoDb(dataDir: string): Promise<Engine> {
  return startEngine({ kind: "dynamodb", dir: join(dataDir, "dynamodb") });
}

/** SQS on SQLite under `<dataDir>/sqs`, on a free port of the loopback. */
export async function startSqs(dataDir: string): Promise<Engine> {
  return startEngine({ kind: "sqs", dir: join(dataDir, "sqs") });
}

async function startEngine(start: EngineStart): Promise<Engine> {
  const worker = new Worker(new URL("./engine-worker.ts", import.meta.url), { workerData: start, name: start.kind });
  const failed = new Promise<never>((_resolve, reject) => {
    worker.once("error", (error) => {
      reject(
        new Error(`The ${start.kind} engine did not start on ${start.dir}; is it in use by another start?`, {
          cause: error,
        }),
      );
    });
  });
  const ready = await Promise.race([nextMessage(worker), failed]);
  if (ready.kind !== "ready") throw new Error(`The ${start.kind} engine stopped at once`);
  failed.catch(() => {});
  return {
    endpoint: `http://127.0.0.1:${ready.port}`,
    async close() {
      const stopped = nextMessage(worker);
      worker.postMessage("stop");
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([stopped, new Promise((resolve) => (timer = setTimeout(resolve, stopBoundMs)))]);
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}

async function nextMessage(worker: Worker): Promise<FromEngine> {
  return new Promise((resolve) => {
    worker.once("message", (message: FromEngine) => resolve(message));
  });
}

export interface Engines {
  readonly dynamodb: string;
  readonly sqs: string;
  /** Those started here. */
  readonly own: readonly Engine[];
}

/** The engines to use: those that AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_SQS name, else the embedded ones. */
export async function startEngines(dataDir: string, env: NodeJS.ProcessEnv): Promise<Engines> {
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl, AWS_ENDPOINT_URL_SQS: sqsUrl } = env;
  const [dynamodb, sqs] = await Promise.all([
    dynamodbUrl === undefined ? startDynamoDb(dataDir) : { endpoint: dynamodbUrl },
    sqsUrl === undefined ? startSqs(dataDir) : { endpoint: sqsUrl },
  ]);
  const own = [dynamodb, sqs].filter((engine) => "close" in engine);
  return { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, own };
}

/** What the SDK in a function needs to reach the engines; other engines may want the caller's own credentials. */
export function engineEnvironment(engines: Engines, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const {
    AWS_ACCESS_KEY_ID = "local",
    AWS_SECRET_ACCESS_KEY = "local",
    AWS_SESSION_TOKEN,
    AWS_REGION = "us-east-1",
  } = env;
  return {
    AWS_REGION,
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { AWS_SESSION_TOKEN }),
    AWS_ENDPOINT_URL_DYNAMODB: engines.dynamodb,
    AWS_ENDPOINT_URL_SQS: engines.sqs,
  };
}
