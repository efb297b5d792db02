import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";

const secretChars = 48;

/** A generated secret: random letters and digits, some 285 bits. */
export function generatedSecret(
  scope: Construct,
  id: string,
  props: { name: string; description: string; key: IKey },
): Secret {
  const secret = new Secret(scope, id, {
    secretName: props.name,
    description: props.description,
    encryptionKey: props.key,
    removalPolicy: RemovalPolicy.RETAIN,
    generateSecretString: { passwordLength: secretChars, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Rotated by hand (docs/runbook.md, Rotating secrets): its holders are people and scripts outside AWS, whom a rotation on a timer would lock out.",
  });
  return secret;
}
