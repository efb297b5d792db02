import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For tests: a small cloud assembly as the CDK writes it, with an HTTP function and a queue consumer. */
export interface AssemblyOptions {
  /** Source of an ES module that exports `handler`. */
  readonly api?: string;
  readonly consumer?: string;
  readonly apiTimeoutS?: number;
  readonly batchSize?: number;
  readonly windowS?: number;
  readonly visibilityS?: number;
  readonly maxReceiveCount?: number;
  readonly rateLimit?: number;
}

export const newDir = () => mkdtempSync(join(tmpdir(), "outlay-local-"));

const echo = "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";
const accept = "export const handler = async () => ({ batchItemFailures: [] });";

export function writeAssembly(options: AssemblyOptions = {}): string {
  const dir = newDir();
  const sources = { api: options.api ?? echo, consumer: options.consumer ?? accept };
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(join(dir, `asset.${name}`));
    writeFileSync(join(dir, `asset.${name}`, "handler.mjs"), source);
  }
  const files = Object.fromEntries(
    Object.keys(sources).map((name) => [
      name,
      { source: { path: `asset.${name}` }, destinations: { here: { objectKey: `${name}.zip` } } },
    ]),
  );
  write(dir, "Service.assets.json", { files });
  write(dir, "Service.template.json", { Resources: serviceResources(options) });
  write(dir, "Data.template.json", dataTemplate);
  return dir;
}

const write = (dir: string, file: string, content: object) => writeFileSync(join(dir, file), JSON.stringify(content));

const dataTemplate = {
  Resources: {
    Table01234567: {
      Type: "AWS::DynamoDB::GlobalTable",
      Properties: {
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
      },
    },
  },
  Outputs: { Out: { Value: { Ref: "Table01234567" }, Export: { Name: "data:Table" } } },
};

function serviceResources(options: AssemblyOptions) {
  const {
    apiTimeoutS = 5,
    batchSize = 10,
    windowS = 0,
    visibilityS = 30,
    maxReceiveCount = 5,
    rateLimit = 1000,
  } = options;
  const variables = {
    TABLE_NAME: { "Fn::ImportValue": "data:Table" },
    QUEUE_URL: { Ref: "Work01234567" },
    OIDC_INSECURE_LOOPBACK: "false",
  };
  const fn = (name: string, timeoutS: number) => ({
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: name,
      Code: { S3Key: `${name}.zip` },
      Handler: "handler.handler",
      Timeout: timeoutS,
      Environment: { Variables: variables },
    },
  });
  return {
    Dead01234567: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30 } },
    Work01234567: {
      Type: "AWS::SQS::Queue",
      Properties: {
        KmsMasterKeyId: { "Fn::ImportValue": "data:Key" },
        VisibilityTimeout: visibilityS,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead01234567", "Arn"] }, maxReceiveCount },
      },
    },
    Api01234567: fn("api", apiTimeoutS),
    Consumer01234567: fn("consumer", 5),
    Token01234567: {
      Type: "AWS::SecretsManager::Secret",
      Properties: { Name: "outlay/token", GenerateSecretString: { PasswordLength: 40 } },
    },
    Source01234567: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::GetAtt": ["Work01234567", "Arn"] },
        FunctionName: { Ref: "Consumer01234567" },
        BatchSize: batchSize,
        MaximumBatchingWindowInSeconds: windowS,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    },
    Integration01234567: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: { IntegrationUri: { "Fn::GetAtt": ["Api01234567", "Arn"] } },
    },
    Stage01234567: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { DefaultRouteSettings: { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: rateLimit } },
    },
  };
}
