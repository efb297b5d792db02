import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";

/** Call it for each span of a request. Throws `too_many_events` for one too many. */
export function spanCounter(): () => void {
  let spans = 0;
  return () => {
    spans += 1;
    if (spans > LIMITS.spansPerRequest) {
      throw new DomainError("too_many_events", `A request holds at most ${LIMITS.spansPerRequest} spans.`);
    }
  };
}
