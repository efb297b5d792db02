import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** Where every alarm goes. Who is told subscribes here (docs/runbook.md, "Being told"). */
export function alarmTopic(scope: Construct, id: string, key: IKey): Topic {
  return new Topic(scope, id, { displayName: "Outlay alarms", masterKey: key, enforceSSL: true });
}
