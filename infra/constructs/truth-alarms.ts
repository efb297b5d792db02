import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { alarm } from "./alarms.ts";

/** A metric that a function writes in its log lines. */
export const ownMetric = (service: string, metricName: string) =>
  new Metric({ namespace: "Outlay", metricName, dimensionsMap: { service }, statistic: "Sum" });

/** In five minutes: more than one sender that tries again now and then. */
const webhooksRefusedMax = 100;

/** Alarms on what the functions found out about the data themselves. */
export class TruthAlarms extends Construct {
  constructor(scope: Construct, id: string, topic: ITopic) {
    super(scope, id);
    alarm(this, "TrialBalance", {
      metric: ownMetric("jobs", "trialBalanceDifferences"),
      threshold: 1,
      meaning: "A page differed from what its journal says.",
      runbook: "trial-balance-differences",
      topic,
    });
    alarm(this, "Quarantined", {
      metric: ownMetric("quarantine", "quarantined"),
      threshold: 1,
      meaning: "Messages failed every try and are kept in quarantine.",
      runbook: "quarantined",
      topic,
    });
    alarm(this, "ChannelsDisabled", {
      metric: ownMetric("jobs", "channelsDisabled"),
      threshold: 1,
      meaning: "A notification channel was switched off: its receiver is gone, or failed for days.",
      runbook: "channels-disabled",
      topic,
    });
    alarm(this, "TenantsNotWatched", {
      metric: ownMetric("jobs", "tenantsNotWatched"),
      threshold: 1,
      meaning: "A tenant has more rows of spend than the watch can hold: its rules are not judged.",
      runbook: "tenants-not-watched",
      topic,
    });
    alarm(this, "WebhooksRefused", {
      metric: ownMetric("api", "webhooksRefused"),
      threshold: webhooksRefusedMax,
      meaning: "Many webhooks came with signatures that do not hold.",
      runbook: "webhooks-refused",
      topic,
    });
  }
}
