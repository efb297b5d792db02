import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";

/** Makes a synthesis fail on any finding of cdk-nag that is not acknowledged where it arises. */
export function checkWithNag(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/** The findings that are not acknowledged, one `rule: construct paths` each. */
export function nagFindings(app: App): string[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.map(({ ruleName, violatingResources }) => {
    const paths = violatingResources.map((it) => it.constructPath ?? it.resourceLogicalId ?? "");
    return `${ruleName}: ${paths.join(" ")}`;
  });
}
