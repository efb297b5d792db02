import type { QueueAddress } from "./resources.ts";
import { account, region, type Identity, type Resource } from "./template.ts";

const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;

/** What `Ref` and `Fn::GetAtt` of a resource give here. Queues must have been made: their URL is the engine's. */
export function identityOf({ type, name, logicalId }: Resource, queues: ReadonlyMap<string, QueueAddress>): Identity {
  switch (type) {
    case "AWS::SQS::Queue": {
      const queue = queues.get(name);
      if (queue === undefined) throw new Error(`Queue ${name} is not made yet`);
      return { ref: queue.url, attributes: { Arn: queue.arn, QueueName: name } };
    }
    case "AWS::DynamoDB::GlobalTable":
      return { ref: name, attributes: { Arn: `arn:aws:dynamodb:${region}:${account}:table/${name}` } };
    case "AWS::Lambda::Function":
      return { ref: name, attributes: { Arn: functionArn(name) } };
    default:
      return { ref: name, attributes: { Arn: `arn:aws:local:${region}:${account}:${logicalId}` } };
  }
}
