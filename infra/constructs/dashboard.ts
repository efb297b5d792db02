import { Dashboard, GraphWidget, type IMetric, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { ownMetric } from "./truth-alarms.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface OverviewProps {
  readonly api: HttpApi;
  readonly queues: readonly WorkQueue[];
  readonly functions: readonly IFunction[];
}

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 });

/** One page that shows the way of usage from the door to the page: requests, queues, functions, truth. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { api, queues, functions }: OverviewProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, "Dashboard");
    dashboard.addWidgets(
      graph("HTTP: requests and errors", [api.metricCount(), api.metricClientError(), api.metricServerError()]),
      graph(
        "HTTP: latency",
        ["p50", "p95", "p99"].map((statistic) => api.metricLatency({ statistic })),
      ),
      graph("Requests by route", [
        new MathExpression({
          expression: `SEARCH('{Outlay,service,route} MetricName="requests"', 'Sum')`,
          usingMetrics: {},
          label: "",
        }),
      ]),
    );
    dashboard.addWidgets(
      graph(
        "Queues: waiting",
        queues.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
      ),
      graph(
        "Queues: age of the oldest (s)",
        queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
      ),
      graph(
        "Dead letters",
        queues.map(({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible()),
      ),
    );
    dashboard.addWidgets(
      graph(
        "Functions: duration p95",
        functions.map((it) => it.metricDuration({ statistic: "p95" })),
      ),
      graph(
        "Functions: errors",
        functions.map((it) => it.metricErrors()),
      ),
      graph(
        "Functions: throttles",
        functions.map((it) => it.metricThrottles()),
      ),
    );
    dashboard.addWidgets(
      graph("Trial balance: differences", [ownMetric("jobs", "trialBalanceDifferences")]),
      graph("Quarantined", [ownMetric("quarantine", "quarantined")]),
      graph("Deliveries: attempts and failures", [
        ownMetric("notifier", "deliveryAttempts"),
        ownMetric("notifier", "deliveryFailures"),
      ]),
      graph("Unpriced events", [ownMetric("recorder", "unpricedEvents")]),
    );
  }
}
