import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerStart } from "./functions.ts";

/** Runs in a worker thread: loads one function's bundle, then answers one invocation after the other. */
const { modulePath, exportName, functionName } = startOf(workerData);
const port = parentPort;
if (port === null) throw new Error("worker.ts runs in a worker thread only");
const answer = (message: FromWorker) => port.postMessage(message);

const loaded: Record<string, unknown> = await import(modulePath);
const handler = loaded[exportName];
if (typeof handler !== "function") throw new Error(`${modulePath} exports no function ${exportName}`);

port.on("message", ({ requestId, event, deadlineMs }: ToWorker) => {
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  void run(requestId, event, context);
});
answer({ kind: "ready" });

async function run(requestId: string, event: unknown, context: object): Promise<void> {
  try {
    const value: unknown = await Reflect.apply(handler as () => unknown, undefined, [event, context]);
    answer({ kind: "done", requestId, value });
  } catch (error) {
    console.error(error);
    answer({
      kind: "failed",
      requestId,
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
  }
}

/** The parent is ours and passes exactly this. */
function startOf(data: unknown): WorkerStart {
  return data as WorkerStart;
}
