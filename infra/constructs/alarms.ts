import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

export interface AlarmProps {
  readonly metric: IMetric;
  /** The alarm rings at this value and above. */
  readonly threshold: number;
  readonly periods?: number;
  /** What it means that this rings, in a few words. */
  readonly meaning: string;
  /** The heading of docs/runbook.md that says what to do, as an anchor. */
  readonly runbook: string;
  readonly topic: ITopic;
}

/** An alarm that tells someone, and says where to read what to do. No data is no alarm. */
export function alarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const it = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: props.periods ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.meaning} What to do: docs/runbook.md#${props.runbook}`,
  });
  it.addAlarmAction(new SnsAction(props.topic));
  return it;
}
