import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { HttpApi, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { httpBurstLimit, httpRateLimit } from "../limits.ts";
import { alarm } from "./alarms.ts";

export interface PublicApiProps {
  readonly prefix: string;
  readonly handler: IFunction;
  readonly key: IKey;
  readonly topic: ITopic;
}

/** Who, what, how long: no body, no header, no query (a query can hold names). */
const accessLogFields = {
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  bytes: "$context.responseLength",
  durationMs: "$context.responseLatency",
  integrationDurationMs: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
};

/** The HTTP API: every route goes to the api function, throttled, with an access log and an alarm on 5xx. */
export class PublicApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { prefix, handler, key, topic }: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { apiName: prefix, createDefaultStage: false });
    const route = new HttpRoute(this, "Default", {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration("Function", handler),
    });
    const logs = new LogGroup(this, "AccessLogs", {
      logGroupName: `/${prefix}/http-access`,
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: httpRateLimit, burstLimit: httpBurstLimit },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The function authenticates every call itself (API keys and tokens of any tenant's issuer, which an authoriser of the API cannot hold), and a test walks every operation without a token.",
    });
    alarm(this, "ServerErrors", {
      metric: this.api.metricServerError(),
      threshold: 5,
      meaning: "The API answers 5xx.",
      runbook: "http-5xx",
      topic,
    });
  }
}
