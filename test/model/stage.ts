import assert from "node:assert/strict";
import { consume } from "@outlay/messaging/consume";
import { readRecorderMessage } from "@outlay/messaging/recorder-messages";
import { recordUsage } from "@outlay/services/record-usage";
import type { Table } from "@outlay/storage/table";
import { createPipeline } from "../integration/pipeline.ts";
import { at, type Caller, type SignedUp } from "../integration/world.ts";
import { POLICIES, PRICES, PROVIDER, START, ZONE } from "./canned.ts";
import { type Books, newBooks } from "./books.ts";
import { caughtUp, foldAll, recordEvent } from "./reference-holds.ts";

/** The code that a history runs: the real one, or one with a bug in it. */
export interface Code {
  readonly name: string;
  readonly table?: (table: Table) => Table;
  /** That the product is told of; the reference keeps its own. */
  readonly zone?: string;
  /** The body of a message to the folder, changed. */
  readonly foldMessage?: (body: string) => string;
}
export const realCode: Code = { name: "the real code" };

export interface Tally {
  histories: number;
  commands: number;
  decisions: number;
  /** Answers by status and verdict. */
  answers: Record<string, number>;
  /** Answers that gave a reason, by its code. */
  reasons: Record<string, number>;
  /** Events and settlements that were accepted. */
  events: number;
  /** Levels of budgets whose figures were compared. */
  statuses: number;
}
export const newTally = (): Tally => ({
  histories: 0,
  commands: 0,
  decisions: 0,
  answers: {},
  reasons: {},
  events: 0,
  statuses: 0,
});

type Pipeline = ReturnType<typeof createPipeline>;

/** A tenant of the product beside its reference. */
export interface Stage {
  readonly pipeline: Pipeline;
  readonly tenant: SignedUp;
  readonly gateways: readonly Caller[];
  readonly books: Books;
  readonly tally: Tally;
  /** What was sent, to be sent again. */
  readonly sent: { readonly key: number; readonly path: string; readonly body: object; readonly event: string }[];
  /** How far usage is recorded, as the folder will be told. */
  readonly probes: number[];
  readonly record: (count: number) => Promise<void>;
  readonly fold: (includeDelayed: boolean) => Promise<void>;
  /** Makes names that nobody has. */
  readonly newName: () => string;
}

export const GATEWAYS = 3;

export async function openStage(code: Code, tally: Tally): Promise<Stage> {
  const pipeline = createPipeline({ at: START, ...(code.table && { wrapTable: code.table }) });
  const tenant = await pipeline.signUp({ time_zone: code.zone ?? ZONE });
  const { owner } = tenant;
  const books = newBooks(Date.parse(START));
  const gateways: Caller[] = [];
  for (let index = 0; index < GATEWAYS; index++) {
    const scopes = ["decisions:write", "events:write"];
    const { body } = await owner.post("/v1/api-keys", { name: `gateway ${index}`, scopes });
    books.keys.push({ id: at(body, "api_key", "id"), binding: {}, isEnforced: false });
    gateways.push(pipeline.as(at(body, "secret")));
  }
  for (const [model, price] of Object.entries(PRICES)) {
    const { status, body } = await owner.post("/v1/price-overrides", priceOf(model, price));
    assert.equal(status, 201, JSON.stringify(body));
  }
  let names = 0;
  const probes: number[] = [];
  const stage: Stage = {
    pipeline,
    tenant,
    gateways,
    books,
    tally,
    sent: [],
    probes,
    record: (count) => record(pipeline, books, probes, count),
    fold: (includeDelayed) => fold(pipeline, code, books, probes, includeDelayed),
    newName: () => `n${++names}`,
  };
  await activate(stage, 0);
  return stage;
}

const perMillion = (picos: bigint): string => (Number(picos) / 1_000_000).toString();

const priceOf = (model: string, { input, written, output, perCall }: (typeof PRICES)[string]) => ({
  kind: "model_rates",
  name: model,
  provider: PROVIDER,
  model,
  rates: {
    input_tokens: perMillion(input),
    output_tokens: perMillion(output),
    ...(written !== undefined && { cache_write_1h_tokens: perMillion(written) }),
  },
  ...(perCall > 0n && { per_request: (Number(perCall) / 1e12).toString() }),
});

/** Makes a draft of a policy and puts it in force. */
export async function activate({ tenant: { owner }, books }: Stage, index: number): Promise<void> {
  const policy = POLICIES[index] ?? POLICIES[0];
  const draft = await owner.post("/v1/routing-policies", policy);
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  const ifMatch = { "If-Match": draft.headers.get("etag") ?? "" };
  const { status } = await owner.post(`/v1/routing-policies/${at(draft.body, "id")}/activate`, undefined, ifMatch);
  assert.equal(status, 200);
  books.policy = policy;
}

/** Records the first messages, one by one, so that it is known which of them came first. */
async function record({ queues, jobsWorld }: Pipeline, books: Books, probes: number[], count: number): Promise<void> {
  const handler = consume(
    (messages) => recordUsage(jobsWorld, messages),
    () => {},
  );
  for (let done = 0; done < count; done++) {
    const batch = queues.usage.receive(1);
    const [message] = batch;
    if (!message) return;
    const Records = [{ ...message, attributes: { ApproximateReceiveCount: String(message.receiveCount) } }];
    const { batchItemFailures } = await handler({ Records });
    queues.usage.settle(batch, new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)));
    assert.equal(batchItemFailures.length, 0, "the recorder records");
    const read = readRecorderMessage(message.body);
    if (read.kind === "decision") continue;
    const { ids } = read.usage.batch;
    if (ids.length === 0) probes.push(read.usage.acceptedAtEpochMs);
    for (const id of ids) recordEvent(books, id);
  }
}

async function fold(
  pipeline: Pipeline,
  { foldMessage }: Code,
  books: Books,
  probes: number[],
  includeDelayed: boolean,
): Promise<void> {
  if (foldMessage) await changeFolds(pipeline, foldMessage);
  await (includeDelayed ? pipeline.merge() : pipeline.fold());
  assert.equal(pipeline.queues.folds.deadLetters.length, 0, "the folder folds");
  foldAll(books);
  for (const until of probes.splice(0)) caughtUp(books, until);
}

async function changeFolds({ queues: { folds } }: Pipeline, change: (body: string) => string): Promise<void> {
  const taken = folds.receive(10_000);
  folds.settle(taken, new Set());
  await folds.send(taken.map(({ body }) => ({ body: change(body), groupId: "changed" })));
}
