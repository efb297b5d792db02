import { ApiConfig } from "@outlay/api/config";
import { FolderConfig } from "@outlay/folder/config";
import { JobsConfig } from "@outlay/jobs/config";
import { NotifierConfig } from "@outlay/notifier/config";
import { QuarantineConfig } from "@outlay/quarantine/config";
import { RecorderConfig } from "@outlay/recorder/config";
import { expect, test } from "vitest";
import { json, resourcesOf, synthesise } from "./templates.ts";

const { serviceTemplate } = synthesise();
const functions = new Map(
  resourcesOf(serviceTemplate, "AWS::Lambda::Function").map(([, it]) => [String(it["FunctionName"]), it]),
);

const schemas = {
  "outlay-api": ApiConfig,
  "outlay-recorder": RecorderConfig,
  "outlay-folder": FolderConfig,
  "outlay-jobs": JobsConfig,
  "outlay-notifier": NotifierConfig,
  "outlay-quarantine": QuarantineConfig,
};

test("the functions are these six", () => {
  expect([...functions.keys()].toSorted()).toEqual(Object.keys(schemas).toSorted());
});

test.each(Object.entries(schemas))("%s gets exactly the variables that its schema asks for", (name, schema) => {
  const environment = json(json(functions.get(name))["Environment"]);
  expect(Object.keys(json(environment["Variables"])).toSorted()).toEqual(Object.keys(schema.shape).toSorted());
});

test("every function runs on Node 24 on arm64, with its concurrency reserved and its own log group", () => {
  const logGroups = new Set<string>();
  for (const it of functions.values()) {
    expect(it).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "handler.handler" });
    expect(Number(it["ReservedConcurrentExecutions"])).toBeGreaterThan(0);
    logGroups.add(JSON.stringify(json(it["LoggingConfig"])["LogGroup"]));
  }
  expect(logGroups.size).toBe(functions.size);
});

test("loopback issuers and receivers are refused on AWS", () => {
  expect(functions.get("outlay-api")).toMatchObject({
    Environment: { Variables: { OIDC_INSECURE_LOOPBACK: "false", NOTIFIER_LOOPBACK: "false" } },
  });
  expect(functions.get("outlay-notifier")).toMatchObject({
    Environment: { Variables: { NOTIFIER_LOOPBACK: "false" } },
  });
});

test("the HTTP API throttles, logs each request without its query, and leaves it to the function before 30 s", () => {
  serviceTemplate.resourceCountIs("AWS::ApiGatewayV2::Route", 1);
  const [[, stage] = []] = resourcesOf(serviceTemplate, "AWS::ApiGatewayV2::Stage");
  expect(stage).toMatchObject({
    StageName: "$default",
    DefaultRouteSettings: { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 4000 },
  });
  const format = String(json(json(stage)["AccessLogSettings"])["Format"]);
  expect(format).toContain("$context.requestId");
  expect(format).not.toMatch(/query|authorization|header/i);
  expect(Number(json(functions.get("outlay-api"))["Timeout"])).toBeLessThan(30);
});
