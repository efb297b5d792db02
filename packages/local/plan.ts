import { join } from "node:path";
import type { FunctionSpec } from "./functions.ts";
import { isJson, listAt, numberAt, objectAt, textAt, type Json } from "./json.ts";
import type { Schedule } from "./schedules.ts";
import type { Deployment, Resource } from "./template.ts";

/** What a template asks to be run, with every reference resolved. */
export interface Plan {
  readonly functions: readonly FunctionPlan[];
  readonly sources: readonly SourcePlan[];
  readonly schedules: readonly (Schedule & { readonly targetArn: string; readonly input: string })[];
  readonly http: HttpPlan;
}

export type FunctionPlan = Omit<FunctionSpec, "logFile" | "concurrency"> & { readonly reservedConcurrency: number };

export interface SourcePlan {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly concurrency: number;
  readonly reportsItemFailures: boolean;
}

export interface HttpPlan {
  readonly functionName: string;
  readonly ratePerS: number;
  readonly burst: number;
}

/** The types whose references must be resolved to plan. */
export const plannedTypes = [
  "AWS::Lambda::Function",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Scheduler::Schedule",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Stage",
];

/** Lambda's and API Gateway's own defaults, where the template says nothing. */
const defaults = { timeoutS: 3, batchSize: 10, ratePerS: 10_000, burst: 5_000 };

export function planOf(resources: readonly Resource[], assets: Deployment["assets"]): Plan {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    functions: ofType("AWS::Lambda::Function").map(({ name, properties }) => functionPlan(name, properties, assets)),
    sources: ofType("AWS::Lambda::EventSourceMapping").map(({ properties }) => sourcePlan(properties)),
    schedules: ofType("AWS::Scheduler::Schedule").map(({ name, properties }) => schedulePlan(name, properties)),
    http: httpPlan(ofType("AWS::ApiGatewayV2::Integration"), ofType("AWS::ApiGatewayV2::Stage")),
  };
}

function functionPlan(name: string, properties: Json, assets: Deployment["assets"]): FunctionPlan {
  const key = textAt(objectAt(properties, "Code"), "S3Key");
  const dir = assets.get(key);
  if (dir === undefined) throw new Error(`${name}: the manifest has no asset ${key}`);
  const variables = "Environment" in properties ? objectAt(objectAt(properties, "Environment"), "Variables") : {};
  return {
    name,
    dir,
    handler: textAt(properties, "Handler"),
    timeoutMs: numberAt(properties, "Timeout", defaults.timeoutS) * 1000,
    environment: Object.fromEntries(Object.keys(variables).map((key) => [key, textAt(variables, key)])),
    reservedConcurrency: numberAt(properties, "ReservedConcurrentExecutions", Number.MAX_SAFE_INTEGER),
  };
}

function sourcePlan(properties: Json): SourcePlan {
  const responseTypes = "FunctionResponseTypes" in properties ? listAt(properties, "FunctionResponseTypes") : [];
  const scaling = "ScalingConfig" in properties ? objectAt(properties, "ScalingConfig") : {};
  return {
    queueArn: textAt(properties, "EventSourceArn"),
    functionName: nameInArn(textAt(properties, "FunctionName")),
    batchSize: numberAt(properties, "BatchSize", defaults.batchSize),
    windowMs: numberAt(properties, "MaximumBatchingWindowInSeconds", 0) * 1000,
    concurrency: numberAt(scaling, "MaximumConcurrency", Number.MAX_SAFE_INTEGER),
    reportsItemFailures: responseTypes.includes("ReportBatchItemFailures"),
  };
}

function schedulePlan(name: string, properties: Json) {
  const target = objectAt(properties, "Target");
  return {
    name,
    expression: textAt(properties, "ScheduleExpression"),
    timeZone: "ScheduleExpressionTimezone" in properties ? textAt(properties, "ScheduleExpressionTimezone") : "UTC",
    targetArn: textAt(target, "Arn"),
    input: textAt(target, "Input"),
  };
}

/** One API whose `$default` route goes to one function: all that is built here. */
function httpPlan(integrations: readonly Resource[], stages: readonly Resource[]): HttpPlan {
  const [integration, ...others] = integrations;
  if (integration === undefined || others.length > 0)
    throw new Error("The template must have exactly one HTTP integration");
  const settings = stages[0]?.properties["DefaultRouteSettings"];
  const throttle = isJson(settings) ? settings : {};
  return {
    functionName: nameInArn(textAt(integration.properties, "IntegrationUri")),
    ratePerS: numberAt(throttle, "ThrottlingRateLimit", defaults.ratePerS),
    burst: numberAt(throttle, "ThrottlingBurstLimit", defaults.burst),
  };
}

const nameInArn = (nameOrArn: string) => nameOrArn.split(":").at(-1) ?? nameOrArn;

/** Where a function's console goes. */
export const logFileOf = (dataDir: string, functionName: string) => join(dataDir, "logs", `${functionName}.log`);
