import assert from "node:assert/strict";
import { type Answer as HttpAnswer, at, valueAt } from "../integration/world.ts";
import { picosOf } from "./amounts.ts";
import { PRICES, PROVIDER } from "./canned.ts";
import type { Command } from "./commands.ts";
import type { Answer, Asked, Books, Decision, UsageEvent } from "./books.ts";
import { costOf } from "./reference-cost.ts";
import { claimFor, keepDecision, release } from "./reference-holds.ts";
import { decide } from "./reference.ts";
import type { Stage } from "./stage.ts";

type Decide = Extract<Command, { kind: "decide" }>;
type Use = Extract<Command, { kind: "use" }>;

const DAY = 86_400_000;

/** Asks both, and holds the one answer to the other. */
export async function askDecision(stage: Stage, command: Decide): Promise<void> {
  const { books, tally, gateways } = stage;
  const asked = questionOf(books, command);
  const decision = decide(books, asked);
  const answer = await gateways[asked.key]?.post("/v1/decisions", bodyOf(asked, command));
  assert(answer);
  assert.deepEqual(shownOf(answer), comparable(decision.answer), `the answer to ${JSON.stringify(asked, asText)}`);
  tally.decisions += 1;
  const kind = decision.answer.status === 200 ? decision.answer.verdict : String(decision.answer.status);
  tally.answers[kind] = (tally.answers[kind] ?? 0) + 1;
  if (decision.answer.status !== 200) return;
  for (const code of new Set(decision.answer.reasons.map((text) => text.split(" ")[0] ?? "")))
    tally.reasons[code] = (tally.reasons[code] ?? 0) + 1;
  decision.id = at(answer.body, "id");
  decision.reservation = valueAt(answer.body, "reservation") === null ? null : at(answer.body, "reservation", "id");
  keepDecision(books, decision);
}

const asText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

function questionOf({ now }: Books, asked: Decide): Asked {
  const { kind: _, run, ...command } = asked;
  const isEmbedding = command.operation === "embedding";
  return {
    ...command,
    requested: isEmbedding ? (command.requested ?? "small") : command.requested,
    run: run && { ...run, startedAt: run.began === null ? null : now - run.began * 1000 },
  };
}

function bodyOf(asked: Asked, { run }: Decide): object {
  return {
    operation: asked.operation,
    requested: asked.requested && { provider: PROVIDER, model: asked.requested },
    task_class: asked.taskClass,
    risk: asked.risk,
    quality: asked.quality,
    attribution: attributionOf(asked),
    context_tokens: asked.context,
    output_tokens_max: asked.output,
    attempts: asked.attempts,
    run: run && {
      id: run.run,
      step: run.step,
      step_name: run.name,
      tool_calls: run.tools,
      progress: run.progress,
      started_at: asked.run?.startedAt == null ? null : new Date(asked.run.startedAt).toISOString(),
    },
  };
}

function attributionOf({ attribution }: Asked): object {
  const { "tag:priority": priority, ...dimensions } = attribution;
  return { ...dimensions, ...(priority !== undefined && { tags: { priority } }) };
}

/** An answer as the reference says it. */
function shownOf({ status, body, headers }: HttpAnswer): object {
  if (status === 429) {
    const retryAfter = headers.get("retry-after");
    const limits = [...at(body, "detail").matchAll(/lim_[0-9a-z]+/g)].map(([id]) => id);
    return { status, limits: limits.toSorted(), retryAfter: retryAfter === null ? null : Number(retryAfter) };
  }
  if (status !== 200) return { status };
  const names = (list: unknown) => (Array.isArray(list) ? list.map((each: unknown) => at(each, "model")) : []);
  const reserved = valueAt(body, "reservation");
  const reasons = valueAt(body, "reasons");
  const model = valueAt(body, "model");
  return {
    status,
    verdict: valueAt(body, "verdict"),
    model: model === null ? null : at(model, "model"),
    fallbacks: names(valueAt(body, "fallbacks")),
    route: valueAt(body, "route", "id"),
    type: valueAt(body, "route", "type"),
    limits: {
      context: valueAt(body, "limits", "context_tokens"),
      output: valueAt(body, "limits", "output_tokens"),
      seconds: valueAt(body, "limits", "timeout_seconds"),
      tools: valueAt(body, "limits", "tool_calls"),
      steps: valueAt(body, "limits", "agent_steps"),
    },
    review: valueAt(body, "review_required"),
    reserved: reserved === null ? null : picosOf(at(reserved, "amount")),
    expiresAt: reserved === null ? null : Date.parse(at(reserved, "expires_at")),
    reasons: (Array.isArray(reasons) ? reasons.map(reasonOf) : []).toSorted(),
  };
}

function reasonOf(shown: unknown): string {
  const subject = valueAt(shown, "subject");
  const code = at(shown, "code");
  return subject === null ? code : `${code} ${at(subject, "kind")} ${at(subject, "id")}`;
}

/** The reference's answer in the same form: reasons have no order. */
function comparable(answer: Answer): object {
  if (answer.status === 429) return { ...answer, limits: answer.limits.toSorted() };
  return answer.status === 200 ? { ...answer, reasons: answer.reasons.toSorted() } : answer;
}

/** Tells of the usage of a call that was allowed. */
export async function sendUsage(stage: Stage, command: Use): Promise<void> {
  const { books, sent } = stage;
  const allowed = books.decisions.filter(({ answer }) => answer.status === 200 && answer.model !== null);
  const decision = allowed[allowed.length - 1 - (command.which % Math.max(1, allowed.length))];
  if (!decision || books.now - decision.at > 30 * DAY) return;
  const attempt = 1 + (command.attempt % decision.asked.attempts);
  const time = command.isLate ? decision.at : books.now;
  // A settlement is filled in from the journal of decisions.
  if (command.by !== "event") await stage.record(Infinity);
  const own = `${decision.id}.${attempt}`;
  const isSettled = books.events.some(({ key }) => key === own);
  const key = command.by === "event" || isSettled ? stage.newName() : own;
  const event = eventOf(decision, attempt, command.isSuccess, command.size);
  const members = { ...event.body, ...(key !== own && { id: key }) };
  const isTimed = command.by !== "settle without time";
  const timed = isTimed ? { ...members, time: new Date(time).toISOString() } : members;
  const request =
    command.by === "event"
      ? {
          path: "/v1/events",
          body: {
            ...timed,
            source: "gateway",
            route: { id: routeOf(decision), decision_id: decision.id, reservation_id: decision.reservation, attempt },
          },
        }
      : {
          path: `/v1/decisions/${decision.id}/settle`,
          body: { ...timed, reservation_id: decision.reservation, attempt, route: { id: routeOf(decision) } },
        };
  const made = { ...request, key: decision.asked.key, event: key };
  if (!(await send(stage, made, decision.asked))) return;
  sent.push(made);
  const told = {
    key,
    at: isTimed ? time : books.now,
    values: new Map(),
    model: event.model,
    cost: event.cost,
    decision,
    attempt,
    isSuccess: command.isSuccess,
    isRecorded: false,
    isFolded: false,
  } satisfies UsageEvent;
  books.events.push(told);
  claimFor(books, told);
}

/** Whether it is accepted, as the reference says. */
async function send(stage: Stage, { path, body, key }: Stage["sent"][number], asked: Asked): Promise<boolean> {
  const { books, gateways, tally } = stage;
  const own = books.keys[key];
  const isPaused = books.pauses.some((each) => each.isActive && each.kind === "api_key" && each.target === own?.id);
  const isForeign =
    own?.isEnforced === true &&
    Object.entries(own.binding).some(([name, value]) => (asked.attribution[name] ?? value) !== value);
  const answer = await gateways[key]?.post(path, body);
  assert(answer);
  const isTaken = answer.status === 202 && (path !== "/v1/events" || valueAt(answer.body, "accepted") === 1);
  assert.equal(isTaken, !isPaused && !isForeign, JSON.stringify(answer.body));
  if (isTaken) tally.events += 1;
  return isTaken;
}

const routeOf = ({ answer }: Decision): string | null => (answer.status === 200 ? answer.route : null);

function eventOf({ answer, asked }: Decision, attempt: number, isSuccess: boolean, size: Use["size"]) {
  assert(answer.status === 200);
  const model = attempt === 1 ? answer.model : (answer.fallbacks[attempt - 2] ?? answer.model);
  const context = asked.context ?? answer.limits.context ?? 400;
  const most = asked.operation === "embedding" ? 0 : (answer.limits.output ?? 100);
  const factor = { none: 0, half: 0.5, most: 1, written: 1, over: 3 }[size];
  const isWritten = size === "written" && PRICES[model ?? ""]?.written !== undefined;
  const tokens = Math.floor(context * factor);
  const usage = { input: isWritten ? 0 : tokens, written: isWritten ? tokens : 0, output: Math.floor(most * factor) };
  const body = {
    operation: asked.operation,
    provider: PROVIDER,
    model,
    attribution: attributionOf(asked),
    status: isSuccess ? "succeeded" : "failed",
    usage: {
      input_tokens: usage.input,
      output_tokens: usage.output,
      ...(isWritten && { cache_write_1h_tokens: usage.written }),
    },
  };
  return { body, model, cost: costOf(model, usage) };
}

/** What was sent before is sent once more, to the letter. */
export async function sendAgain(stage: Stage, { which }: { readonly which: number }): Promise<void> {
  const again = stage.sent[which % Math.max(1, stage.sent.length)];
  const event = stage.books.events.find(({ key }) => key === again?.event);
  if (again && event && stage.books.now - event.at <= 30 * DAY) await send(stage, again, event.decision.asked);
}

export async function askRelease(stage: Stage, { which }: { readonly which: number }): Promise<void> {
  const { books, gateways } = stage;
  const held = books.decisions.filter(({ reservation }) => reservation !== null);
  const decision = held[held.length - 1 - (which % Math.max(1, held.length))];
  if (!decision) return;
  const own = books.keys[decision.asked.key];
  if (books.pauses.some((each) => each.isActive && each.kind === "api_key" && each.target === own?.id)) return;
  const path = `/v1/decisions/${decision.id}/release`;
  const answer = await gateways[decision.asked.key]?.post(path, { reservation_id: decision.reservation });
  assert.equal(answer?.status, 200, JSON.stringify(answer?.body));
  const shown = { picos: picosOf(at(answer?.body, "amount")), attempts: valueAt(answer?.body, "attempts") };
  assert.deepEqual(shown, release(books, decision));
}
