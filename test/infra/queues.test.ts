import { LIMITS } from "@outlay/domain/limits";
import { expect, test } from "vitest";
import { json, resourcesOf, synthesise, target } from "./templates.ts";

const { serviceTemplate } = synthesise();
const queues = new Map(resourcesOf(serviceTemplate, "AWS::SQS::Queue").map(([id, it]) => [target({ Ref: id }), it]));
const functions = new Map(
  resourcesOf(serviceTemplate, "AWS::Lambda::Function").map(([id, it]) => [target({ Ref: id }), it]),
);
const sources = resourcesOf(serviceTemplate, "AWS::Lambda::EventSourceMapping").map(([, it]) => it);
const isDeadLetters = (name: string) => name.endsWith("DeadLetters");
const workQueues = [...queues.keys()].filter((name) => !isDeadLetters(name));

test("there are four queues, each with its dead-letter queue", () => {
  expect([...queues.keys()].toSorted()).toEqual([
    "foldWorkDeadLetters",
    "foldWorkQueue",
    "jobsWorkDeadLetters",
    "jobsWorkQueue",
    "notifyWorkDeadLetters",
    "notifyWorkQueue",
    "usageWorkDeadLetters",
    "usageWorkQueue",
  ]);
});

test.each(workQueues)(
  "%s keeps messages 4 days, and after 5 tries gives them to its own dead letters for 14",
  (name) => {
    const queue = json(queues.get(name));
    const redrive = json(queue["RedrivePolicy"]);
    const deadLetters = target(redrive["deadLetterTargetArn"]);
    expect(redrive["maxReceiveCount"]).toBe(5);
    expect(deadLetters).toBe(name.replace("Queue", "DeadLetters"));
    expect(queue["MessageRetentionPeriod"]).toBe(4 * 86_400);
    expect(json(queues.get(deadLetters))["MessageRetentionPeriod"]).toBe(14 * 86_400);
  },
);

test("every queue has exactly one consumer, dead letters the quarantine", () => {
  const consumers = Object.fromEntries(sources.map((it) => [target(it["EventSourceArn"]), target(it["FunctionName"])]));
  expect(sources).toHaveLength(queues.size);
  expect(consumers).toEqual({
    usageWorkQueue: "RecorderFunction",
    foldWorkQueue: "FolderFunction",
    jobsWorkQueue: "JobsFunction",
    notifyWorkQueue: "NotifierFunction",
    usageWorkDeadLetters: "QuarantineFunction",
    foldWorkDeadLetters: "QuarantineFunction",
    jobsWorkDeadLetters: "QuarantineFunction",
    notifyWorkDeadLetters: "QuarantineFunction",
  });
});

test("every consumer reports the messages that failed, and runs within its own reserved concurrency", () => {
  for (const source of sources) {
    const reserved = json(functions.get(target(source["FunctionName"])))["ReservedConcurrentExecutions"];
    expect(source["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
    expect(source["ScalingConfig"]).toEqual({ MaximumConcurrency: reserved });
  }
});

test("recorder and folder are given up to 1,000 messages of 2 seconds at once", () => {
  for (const name of ["usageWorkQueue", "foldWorkQueue"]) {
    const source = sources.find((it) => target(it["EventSourceArn"]) === name);
    expect(source).toMatchObject({ BatchSize: 1000, MaximumBatchingWindowInSeconds: 2 });
  }
});

test("a message stays hidden for at least six times its consumer's timeout", () => {
  for (const source of sources) {
    const queue = json(queues.get(target(source["EventSourceArn"])));
    const timeoutS = Number(json(functions.get(target(source["FunctionName"])))["Timeout"]);
    expect(Number(queue["VisibilityTimeout"])).toBeGreaterThanOrEqual(6 * timeoutS);
  }
});

test("every queue refuses what does not come over TLS", () => {
  const policies = resourcesOf(serviceTemplate, "AWS::SQS::QueuePolicy");
  const refusing = policies.filter(([, it]) => {
    const [statement] = json(it["PolicyDocument"])["Statement"] as unknown[];
    return JSON.stringify(statement).includes('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
  });
  expect(refusing).toHaveLength(queues.size);
});

test("the schedules put their jobs on the jobs queue, and what cannot be put there among its dead letters", () => {
  const schedules = resourcesOf(serviceTemplate, "AWS::Scheduler::Schedule").map(([, it]) => {
    const to = json(it["Target"]);
    const dead = target(json(to["DeadLetterConfig"])["Arn"]);
    return [it["ScheduleExpression"], it["ScheduleExpressionTimezone"], to["Input"], target(to["Arn"]), dead];
  });
  expect(schedules).toEqual([
    ["cron(5 * * * ? *)", "UTC", '{"job":"hourly"}', "jobsWorkQueue", "jobsWorkDeadLetters"],
    ["cron(30 2 * * ? *)", "UTC", '{"job":"nightly"}', "jobsWorkQueue", "jobsWorkDeadLetters"],
  ]);
});

test("usage that failed, and the fold of it, come again before what calls held goes", () => {
  for (const name of ["usageWorkQueue", "foldWorkQueue"])
    expect(1000 * Number(json(queues.get(name))["VisibilityTimeout"]) + 120_000).toBeLessThanOrEqual(LIMITS.inFlightMs);
});
