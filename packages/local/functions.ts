/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
import { randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

export interface FunctionSpec {
  readonly name: string;
  /** The folder of the bundle. */
  readonly dir: string;
  /** File and export, as Lambda has it: `handler.handler`. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Invocations at a time, each in a worker of its own. */
  readonly concurrency: number;
  /** Where its console goes. */
  readonly logFile: string;
}

export interface FunctionPool {
  readonly name: string;
  readonly concurrency: number;
  /** Waits for a free worker, then for the handler's value. Throws InvocationFailed. */
  invoke(event: unknown): Promise<unknown>;
  /** Resolves when nothing runs or waits any more, or after `boundMs`; then ends the workers. */
  close(boundMs: number): Promise<void>;
}

/** The function threw, ended, or ran out of time: Lambda's "Unhandled". */
export class InvocationFailed extends Error {
  readonly isTimeout: boolean;
  constructor(message: string, isTimeout: boolean) {
    super(message);
    this.isTimeout = isTimeout;
  }
}

export interface WorkerStart {
  readonly modulePath: string;
  readonly exportName: string;
  readonly functionName: string;
}
export interface ToWorker {
  readonly requestId: string;
  readonly event: unknown;
  readonly deadlineMs: number;
}
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly requestId: string; readonly value: unknown }
  | { readonly kind: "failed"; readonly requestId: string; readonly message: string };

/** Lambda gives a function ten seconds to load. */
const initTimeoutMs = 10_000;

/** Where one worker stands: its thread, and how to tell the waiting caller the end of what it is doing. */
interface Slot {
  readonly worker: Worker;
  settle: ((result: FromWorker | InvocationFailed) => void) | undefined;
}

interface Waiting {
  readonly event: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Workers for one function: started when needed, kept warm, one invocation each at a time, replaced when they die. */
export function createPool(spec: FunctionSpec): FunctionPool {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const logFile = createWriteStream(spec.logFile, { flags: "a" });
  logFile.setMaxListeners(0);
  const idle: Slot[] = [];
  const all = new Set<Slot>();
  const waiting: Waiting[] = [];
  let running = 0;
  let onQuiet: (() => void) | undefined;

  const next = () => {
    if (running >= spec.concurrency) return;
    const job = waiting.shift();
    if (job === undefined) {
      if (running === 0) onQuiet?.();
      return;
    }
    running += 1;
    void work(job).finally(() => {
      running -= 1;
      next();
    });
  };

  const work = async (job: Waiting) => {
    try {
      const slot = takeLiving(idle, all) ?? (await startSlot(spec, logFile, all));
      const result = await invokeOn(slot, spec, job.event, logFile);
      idle.push(slot);
      if (result.kind === "failed") throw new InvocationFailed(result.message, false);
      job.resolve(result.kind === "done" ? result.value : undefined);
    } catch (error) {
      job.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return {
    name: spec.name,
    concurrency: spec.concurrency,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        next();
      }),
    async close(boundMs) {
      if (running > 0 || waiting.length > 0) {
        await new Promise<void>((resolve) => {
          onQuiet = resolve;
          setTimeout(resolve, boundMs).unref();
        });
      }
      await Promise.all([...all].map(async (slot) => slot.worker.terminate()));
      await new Promise<void>((resolve) => {
        logFile.end(resolve);
      });
    },
  };
}

/** An idle worker, save those that died meanwhile. */
function takeLiving(idle: Slot[], all: ReadonlySet<Slot>): Slot | undefined {
  const slot = idle.pop();
  return slot === undefined || all.has(slot) ? slot : takeLiving(idle, all);
}

/** Starts a worker and waits until the bundle is loaded. */
async function startSlot(spec: FunctionSpec, logFile: WriteStream, all: Set<Slot>): Promise<Slot> {
  const [file = "", exportName = ""] = spec.handler.split(".");
  const start: WorkerStart = {
    modulePath: pathToFileURL(join(spec.dir, `${file}.mjs`)).href,
    exportName,
    functionName: spec.name,
  };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: start,
    name: spec.name, // Shows in the operating system's list of threads.
    env: { ...spec.environment },
    stdout: true,
    stderr: true,
  });
  worker.stdout.pipe(logFile, { end: false });
  worker.stderr.pipe(logFile, { end: false });
  const slot: Slot = { worker, settle: undefined };
  all.add(slot);
  const settle = (result: FromWorker | InvocationFailed) => slot.settle?.(result);
  worker.on("message", (message: FromWorker) => settle(message));
  worker.on("error", (error) => {
    logFile.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    settle(new InvocationFailed(`${spec.name} crashed: ${String(error)}`, false));
  });
  worker.on("exit", () => {
    all.delete(slot);
    settle(new InvocationFailed(`${spec.name} ended before it answered`, false));
  });
  await within(slot, initTimeoutMs, `${spec.name} did not load in ${initTimeoutMs / 1000} s`, logFile);
  return slot;
}

async function invokeOn(slot: Slot, spec: FunctionSpec, event: unknown, logFile: WriteStream): Promise<FromWorker> {
  const message: ToWorker = { requestId: randomUUID(), event, deadlineMs: Date.now() + spec.timeoutMs };
  slot.worker.postMessage(message);
  const seconds = spec.timeoutMs / 1000;
  return within(slot, spec.timeoutMs, `${spec.name} timed out after ${seconds.toFixed(2)} s`, logFile);
}

/** The worker's next word. Where none comes in time, or the worker died, ends it and throws InvocationFailed. */
async function within(slot: Slot, timeoutMs: number, late: string, logFile: WriteStream): Promise<FromWorker> {
  const result = await new Promise<FromWorker | InvocationFailed>((resolve) => {
    const timer = setTimeout(() => resolve(new InvocationFailed(late, true)), timeoutMs);
    slot.settle = (it) => {
      clearTimeout(timer);
      resolve(it);
    };
  });
  slot.settle = undefined;
  if (result instanceof InvocationFailed) {
    if (result.isTimeout) logFile.write(`${late}\n`);
    await slot.worker.terminate();
    throw result;
  }
  return result;
}
