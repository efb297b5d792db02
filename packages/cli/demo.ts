import { chooseAccess } from "./access-options.ts";
import { realAccess, UnreachableError } from "./api-client.ts";
import { UsageError } from "./mapping.ts";
import { stderrScreen } from "./progress.ts";
import { runDemo } from "./run-demo.ts";
import { RequestRefusedError } from "./send-events.ts";

/** The program behind `npm run demo`. */
try {
  const { url, key } = chooseAccess({});
  await runDemo({
    access: realAccess(url, key),
    now: () => new Date(),
    screen: stderrScreen,
    print: (line) => console.log(line),
  });
} catch (error) {
  const isExpected =
    error instanceof UsageError || error instanceof RequestRefusedError || error instanceof UnreachableError;
  if (!isExpected) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
