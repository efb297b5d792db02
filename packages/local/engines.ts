import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

export interface EngineStart {
  readonly kind: "dynamodb" | "sqs";
  readonly dir: string;
  /** 0: any that is free. */
  readonly port: number;
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
  return (await startEngine({ kind: "dynamodb", dir: join(dataDir, "dynamodb"), port: 0 })).engine;
}

/**
 * SQS on SQLite under `<dataDir>/sqs`. A queue is found by its URL, which holds the port: so the port of the first
 * start is kept beside the data and taken again.
 */
export async function startSqs(dataDir: string): Promise<Engine> {
  const dir = join(dataDir, "sqs");
  const portFile = join(dir, "port");
  const known = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : 0;
  const { engine, port } = await startEngine({ kind: "sqs", dir, port: known });
  mkdirSync(dir, { recursive: true });
  writeFileSync(portFile, String(port));
  return engine;
}

async function startEngine(start: EngineStart): Promise<{ engine: Engine; port: number }> {
  const worker = new Worker(new URL("./engine-worker.ts", import.meta.url), { workerData: start });
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
  const engine: Engine = {
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
  return { engine, port: ready.port };
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
