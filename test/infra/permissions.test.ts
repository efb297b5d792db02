import { configurationKeys, permissions } from "@outlay/infra/permissions";
import {
  alertPartition,
  deliveryKey,
  deliveryListPartition,
  untoldPartition,
  watchPartition,
} from "@outlay/storage/alert-keys";
import {
  blockPartition,
  capSheetKey,
  contributionPartition,
  contributionPartPartition,
  dirtyMarkPartition,
  pagePartition,
  quarantinePartition,
  rateKey,
  repricingPartition,
  runStateKey,
  subjectKey,
  valueSheetPartition,
  webhookDeliveryKey,
} from "@outlay/storage/keys";
import {
  apiKeyKey,
  configurationPartition,
  idempotencyKey,
  identityProviderKey,
  snapshotPartition,
  tenantDirectoryKey,
  webhookSecretPartition,
  webhookSourceKey,
} from "@outlay/storage/tenant-keys";
import type { Template } from "aws-cdk-lib/assertions";
import { expect, test, vi } from "vitest";
import { json, list, resourcesOf, synthesise, target, type Json } from "./templates.ts";

const { dataTemplate, serviceTemplate } = synthesise();

interface Grant {
  readonly role: string;
  readonly effect: string;
  readonly action: string;
  readonly on: string;
  readonly condition: Json;
}

function grantsOf(template: Template): Grant[] {
  return resourcesOf(template, "AWS::IAM::Policy").flatMap(([, policy]) =>
    list(json(policy["PolicyDocument"])["Statement"]).flatMap((it) => {
      const statement = json(it);
      return list(policy["Roles"]).flatMap((role) =>
        list(statement["Action"]).flatMap((action) =>
          list(statement["Resource"]).map((on) => ({
            role: target(role).replace("Role", ""),
            effect: String(statement["Effect"]),
            action: String(action),
            on: target(on),
            condition: json(statement["Condition"] ?? {}),
          })),
        ),
      );
    }),
  );
}

const grants = grantsOf(serviceTemplate);

/** `role effect action on [key patterns]`, KMS apart (below). */
const table = grants
  .filter(({ action }) => !action.startsWith("kms:"))
  .map(({ role, effect, action, on, condition }) => {
    const patterns = Object.values(condition).flatMap((it) => json(it)["dynamodb:LeadingKeys"]);
    const keys = patterns.filter((it) => it !== "false").flatMap((it) => list(it).map(String));
    return [role, effect === "Allow" ? "" : effect, action, on, keys.join(" ")].filter((it) => it !== "").join(" | ");
  })
  .toSorted();

test("each function may do exactly this", () => {
  expect(table).toEqual(
    [
      "Api | dynamodb:DeleteItem | Table | T#*#S T#*#W#* T#*#T T#*#I#* TENANTS#I",
      "Api | dynamodb:GetItem | Table | T#* K#* I#* W#* TENANTS#* Q#*",
      "Api | dynamodb:PutItem | Table | T#* K#* I#* W#* TENANTS#* Q#*",
      "Api | dynamodb:Query | Table | T#* K#* I#* W#* TENANTS#* Q#*",
      "Api | dynamodb:UpdateItem | Table | T#*#N#* T#*#V#* T#*#K T#*#K#*",
      "Api | logs:CreateLogStream | ApiLogs",
      "Api | logs:PutLogEvents | ApiLogs",
      "Api | secretsmanager:GetSecretValue | CursorKey",
      "Api | secretsmanager:GetSecretValue | PlatformToken",
      "Api | secretsmanager:GetSecretValue | SealingKey",
      "Api | sqs:SendMessage | foldWorkQueue",
      "Api | sqs:SendMessage | jobsWorkQueue",
      "Api | sqs:SendMessage | notifyWorkQueue",
      "Api | sqs:SendMessage | usageWorkQueue",
      "Folder | Deny | dynamodb:PutItem | Table | T#*#C",
      "Folder | dynamodb:DeleteItem | Table | T#*#S T#*#Y T#*#O#*",
      "Folder | dynamodb:GetItem | Table | T#*",
      "Folder | dynamodb:PutItem | Table | T#*",
      "Folder | dynamodb:Query | Table | T#*",
      "Folder | dynamodb:UpdateItem | Table | T#*#N#* T#*#K T#*#K#*",
      "Folder | logs:CreateLogStream | FolderLogs",
      "Folder | logs:PutLogEvents | FolderLogs",
      "Folder | sqs:ChangeMessageVisibility | foldWorkQueue",
      "Folder | sqs:DeleteMessage | foldWorkQueue",
      "Folder | sqs:GetQueueAttributes | foldWorkQueue",
      "Folder | sqs:ReceiveMessage | foldWorkQueue",
      "Folder | sqs:SendMessage | foldWorkQueue",
      "Folder | sqs:SendMessage | jobsWorkQueue",
      "Folder | sqs:SendMessage | notifyWorkQueue",
      "Jobs | dynamodb:BatchGetItem | Table | T#*#N#*",
      "Jobs | dynamodb:DeleteItem | Table | T#*#S T#*#Y T#*#O#* T#*#T T#*#A",
      "Jobs | dynamodb:GetItem | Table | T#* TENANTS#*",
      "Jobs | dynamodb:PutItem | Table | T#*",
      "Jobs | dynamodb:Query | Table | T#* TENANTS#*",
      "Jobs | dynamodb:UpdateItem | Table | T#*#N#* T#*#K T#*#K#*",
      "Jobs | logs:CreateLogStream | JobsLogs",
      "Jobs | logs:PutLogEvents | JobsLogs",
      "Jobs | sqs:ChangeMessageVisibility | jobsWorkQueue",
      "Jobs | sqs:DeleteMessage | jobsWorkQueue",
      "Jobs | sqs:GetQueueAttributes | jobsWorkQueue",
      "Jobs | sqs:ReceiveMessage | jobsWorkQueue",
      "Jobs | sqs:SendMessage | foldWorkQueue",
      "Jobs | sqs:SendMessage | jobsWorkQueue",
      "Jobs | sqs:SendMessage | notifyWorkQueue",
      "Jobs | sqs:SendMessage | usageWorkQueue",
      "Notifier | Deny | dynamodb:PutItem | Table | T#*#C",
      "Notifier | dynamodb:DeleteItem | Table | T#*#S T#*#T",
      "Notifier | dynamodb:GetItem | Table | T#*#C T#*#S T#*#A#* T#*#T T#*#T#* T#*#W#*",
      "Notifier | dynamodb:PutItem | Table | T#*#S T#*#T T#*#T#*",
      "Notifier | dynamodb:Query | Table | T#*#C T#*#S T#*#A#* T#*#T T#*#T#* T#*#W#*",
      "Notifier | logs:CreateLogStream | NotifierLogs",
      "Notifier | logs:PutLogEvents | NotifierLogs",
      "Notifier | sqs:ChangeMessageVisibility | notifyWorkQueue",
      "Notifier | sqs:DeleteMessage | notifyWorkQueue",
      "Notifier | sqs:GetQueueAttributes | notifyWorkQueue",
      "Notifier | sqs:ReceiveMessage | notifyWorkQueue",
      "Notifier | secretsmanager:GetSecretValue | SealingKey",
      "Notifier | sqs:SendMessage | jobsWorkQueue",
      "Notifier | sqs:SendMessage | notifyWorkQueue",
      "Quarantine | Deny | dynamodb:PutItem | Table | T#*#C",
      "Quarantine | dynamodb:PutItem | Table | T#* Q#*",
      "Quarantine | logs:CreateLogStream | QuarantineLogs",
      "Quarantine | logs:PutLogEvents | QuarantineLogs",
      ...["usage", "fold", "jobs", "notify"].flatMap((queue) =>
        ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map(
          (action) => `Quarantine | sqs:${action} | ${queue}WorkDeadLetters`,
        ),
      ),
      "Recorder | Deny | dynamodb:PutItem | Table | T#*#C",
      "Recorder | dynamodb:BatchGetItem | Table | T#*#N#*",
      "Recorder | dynamodb:BatchWriteItem | Table | T#*#F#*",
      "Recorder | dynamodb:DeleteItem | Table | T#*#S",
      "Recorder | dynamodb:GetItem | Table | T#*",
      "Recorder | dynamodb:PutItem | Table | T#*",
      "Recorder | dynamodb:Query | Table | T#*",
      "Recorder | dynamodb:UpdateItem | Table | T#*#N#*",
      "Recorder | logs:CreateLogStream | RecorderLogs",
      "Recorder | logs:PutLogEvents | RecorderLogs",
      "Recorder | sqs:ChangeMessageVisibility | usageWorkQueue",
      "Recorder | sqs:DeleteMessage | usageWorkQueue",
      "Recorder | sqs:GetQueueAttributes | usageWorkQueue",
      "Recorder | sqs:ReceiveMessage | usageWorkQueue",
      "Recorder | sqs:SendMessage | foldWorkQueue",
      "Schedules | sqs:SendMessage | jobsWorkDeadLetters",
      "Schedules | sqs:SendMessage | jobsWorkQueue",
    ].toSorted(),
  );
});

test("what is history cannot be deleted by any function: journals, pages, alerts, keys, the directory", () => {
  const bucket = { startEpochMs: 0, spanMs: 60_000, shard: 0 };
  const history = [
    configurationPartition("ten_1"),
    blockPartition("ten_1", bucket),
    pagePartition("ten_1", 0),
    contributionPartition("ten_1"),
    repricingPartition("ten_1", "rpr_1"),
    alertPartition("ten_1", "2026-11"),
    quarantinePartition("ten_1", "2026-11"),
    deliveryKey("ten_1", "dlv_1").pk,
    deliveryListPartition("ten_1", "2026-11"),
    apiKeyKey("key_1").pk,
    identityProviderKey("issuer", "audience").pk,
    webhookSourceKey("whs_1").pk,
    webhookDeliveryKey("ten_1", "whs_1", "msg_1").pk,
    tenantDirectoryKey("ten_1").pk,
  ];
  const removable = [
    snapshotPartition("ten_1"),
    dirtyMarkPartition("ten_1"),
    contributionPartPartition("ten_1", "hash"),
    webhookSecretPartition("ten_1", "whs_1"),
    idempotencyKey("ten_1", "a", "b", "c").pk,
    untoldPartition("ten_1"),
    watchPartition("ten_1"),
  ];
  const patterns = Object.values(permissions).flatMap(({ table: { remove } }) => remove);
  const isMatched = (pk: string) => patterns.some((pattern) => matchesLike(pattern, pk));
  expect(history.filter(isMatched)).toEqual([]);
  expect(removable.filter(isMatched)).toEqual(removable);
});

test("nothing is updated in place but what is noted of runs, tasks and events, what limits count, and what is used of caps", () => {
  const bucket = { startEpochMs: 0, spanMs: 60_000, shard: 0 };
  const run = { kind: "run", id: "r" } as const;
  const event = { kind: "event", source: "s", id: "e", bucket } as const;
  const others = [
    configurationPartition("ten_1"),
    blockPartition("ten_1", bucket),
    pagePartition("ten_1", 0),
    contributionPartition("ten_1"),
    dirtyMarkPartition("ten_1"),
    apiKeyKey("key_1").pk,
  ];
  const patterns = Object.values(permissions).flatMap(({ table: { update } }) => update);
  const isMatched = (pk: string) => patterns.some((pattern) => matchesLike(pattern, pk));
  expect(others.filter(isMatched)).toEqual([]);
  const updated = [run, event].map((subject) => subjectKey("ten_1", subject).pk);
  updated.push(rateKey("ten_1", "user", "ada").pk, runStateKey("ten_1", "r").pk);
  updated.push(capSheetKey("ten_1").pk, valueSheetPartition("ten_1", "abcdef"));
  expect(updated.filter(isMatched)).toEqual(updated);
});

test("only the api and the jobs may write to the configuration journal", () => {
  const writers = Object.entries(permissions).filter(
    ([
      ,
      {
        table: { put },
        mayPutConfiguration,
      },
    ]) => mayPutConfiguration && put.some((pattern) => matchesLike(pattern, configurationPartition("ten_1"))),
  );
  expect(writers.map(([name]) => name)).toEqual(["api", "jobs"]);
  expect(matchesLike(configurationKeys, configurationPartition("ten_1"))).toBe(true);
});

/** IAM's StringLike: `*` stands for anything, `#` included. Our patterns hold nothing else that a RegExp takes for more. */
function matchesLike(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);
}

test("no action or resource is a wildcard", () => {
  for (const { action, on } of grants) expect(`${action} ${on}`).not.toContain("*");
});

test("with a sender of mails the notifier may send as that identity, and as no other", () => {
  vi.stubEnv("CDK_CONTEXT_JSON", JSON.stringify({ mailFrom: "outlay@mail.example.com" }));
  const mailing = resourcesOf(synthesise().serviceTemplate, "AWS::IAM::Policy").flatMap(([, policy]) =>
    list(json(policy["PolicyDocument"])["Statement"])
      .map(json)
      .filter(({ Action }) => list(Action).some((action) => String(action).startsWith("ses:")))
      .map(({ Action, Resource }) => ({ roles: list(policy["Roles"]).map(target), Action, Resource })),
  );
  vi.unstubAllEnvs();
  expect(mailing).toHaveLength(1);
  const [{ roles, Action, Resource } = { roles: [], Action: "", Resource: "" }] = mailing;
  expect(roles).toEqual(["NotifierRole"]);
  expect(Action).toEqual(["ses:SendEmail", "ses:SendRawEmail"]);
  const identities = list(Resource).map((arn) => JSON.stringify(arn).replaceAll(/^.*:identity\/|"\]\].$/g, ""));
  expect(identities).toEqual(["outlay@mail.example.com", "mail.example.com"]);
});

test("no role has a managed policy", () => {
  for (const [, role] of resourcesOf(serviceTemplate, "AWS::IAM::Role")) {
    expect(role).not.toHaveProperty("ManagedPolicyArns");
    expect(role).not.toHaveProperty("Policies");
  }
});

test("a request to the table that names no leading key is not allowed", () => {
  const onTable = grants.filter(({ on, effect }) => on === "Table" && effect === "Allow");
  expect(onTable.length).toBeGreaterThan(0);
  for (const { condition } of onTable) {
    expect(Object.keys(condition).toSorted()).toEqual(["ForAllValues:StringLike", "Null"]);
    expect(condition["Null"]).toEqual({ "dynamodb:LeadingKeys": "false" });
  }
});

test("the key is used through our services only", () => {
  const onKey = grants.filter(({ action }) => action.startsWith("kms:"));
  const secretReader = ["dynamodb", "sqs", "secretsmanager"];
  for (const { role, on, condition } of onKey) {
    const services = { Api: secretReader, Notifier: secretReader, Schedules: ["sqs"] }[role] ?? ["dynamodb", "sqs"];
    const via = services.map((service) => `${service}.eu-west-1.amazonaws.com`);
    expect(on).toBe("Key");
    expect(list(json(condition["StringEquals"])["kms:ViaService"])).toEqual(via);
  }
});

test("the key's own policy lets in the account's root, our log groups, our alarms, and Secrets Manager for the account", () => {
  const [[, key] = []] = resourcesOf(dataTemplate, "AWS::KMS::Key");
  const [root, ...others] = list(json(json(key)["KeyPolicy"])["Statement"]).map(json);
  expect(root).toMatchObject({ Action: "kms:*", Principal: { AWS: expect.anything() } });
  expect(others.map((it) => JSON.stringify(it["Condition"]))).toEqual([
    expect.stringMatching(/^{"ArnLike":{"kms:EncryptionContext:aws:logs:arn":.*:log-group:\/outlay\/\*/),
    '{"StringEquals":{"aws:SourceAccount":"111111111111"}}',
    '{"StringEquals":{"kms:ViaService":"secretsmanager.eu-west-1.amazonaws.com"}}',
    '{"StringEquals":{"kms:ViaService":"secretsmanager.eu-west-1.amazonaws.com"}}',
  ]);
});
