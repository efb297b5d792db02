import { ReasonText } from "@outlay/domain/reason-text";
import { LIMITS } from "@outlay/domain/limits";
import { type Pause, PAUSE_KINDS, PAUSE_STATUSES, PauseInput } from "@outlay/domain/pause";
import { getPause, pauseTarget, resumePause } from "@outlay/services/change-pause";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { pageById } from "../page.ts";
import { PersonBody } from "../person-body.ts";
import { contractsOf } from "../resource-contracts.ts";
import { idOf, jsonBody, newRouter, PageQuery } from "../router.ts";

const PauseInputBody = PauseInput.meta({
  id: "PauseInput",
  description: "`target.id` is a name as usage says it, the id of an API key, or that of a route in force.",
  example: { target: { kind: "agent", id: "support-triage" }, reason: "It calls itself since the last release" },
});

const PauseBody = z
  .object({
    id: z.string(),
    target: z.object({ kind: z.enum(PAUSE_KINDS), id: z.string() }),
    status: z.enum(PAUSE_STATUSES),
    reason: z.string(),
    paused_by: PersonBody,
    created_at: z.string(),
    resumed_by: orNull(PersonBody),
    resumed_at: orNull(z.string()),
    resume_reason: orNull(z.string()),
  })
  .meta({ id: "Pause" });

const ResumptionBody = z
  .strictObject({ reason: ReasonText })
  .meta({ id: "PauseResumption", example: { reason: "Fixed in the release of today" } });

const ListQuery = z.strictObject({
  ...PageQuery.shape,
  status: z.enum(PAUSE_STATUSES).optional().meta({ description: "Only these; without it, all that are kept." }),
  kind: z.enum(PAUSE_KINDS).optional().meta({ description: "Only of such things." }),
  target_id: z
    .string()
    .min(1)
    .max(LIMITS.idCharacters)
    .optional()
    .meta({ description: "Only of what is called this." }),
});

const contracts = contractsOf({
  path: "/v1/pauses",
  params: z.object({ pause_id: idOf("pau", "The pause's id.") }),
  tag: "Controls",
  scopes: { read: "pauses:read", write: "pauses:write" },
});
const create = contracts.create(
  {
    operationId: "pauseTarget",
    summary: "Pause one workflow, agent, application, API key or route",
    description:
      "From the next request on. A paused key is refused everywhere; nobody pauses the key that they are calling with.",
    answers: "The pause, active",
  },
  PauseInputBody,
  PauseBody,
);
const list = contracts.list(
  {
    operationId: "listPauses",
    summary: "List the pauses, oldest first",
    description: "Those that are active, and the last that were resumed. The audit log has them all.",
    answers: "A page of pauses",
  },
  ListQuery,
  PauseBody,
);
const get = contracts.get({ operationId: "getPause", summary: "Read a pause", answers: "The pause" }, PauseBody);
const resume = contracts.act(
  "/resume",
  {
    operationId: "resumePause",
    summary: "Let what was paused go on, from the next request on",
    description: "Resuming what is resumed changes nothing.",
    answers: "The pause, resumed",
  },
  jsonBody(ResumptionBody),
  PauseBody,
);

/** Shows only what the contract names. */
const present = (pause: Pause): z.output<typeof PauseBody> => PauseBody.parse(pause);

export const pauseRoutes = newRouter()
  .openapi(create, async (c) => c.json(present(await pauseTarget(c.var.ctx, c.req.valid("json"))), 201))
  .openapi(list, (c) => {
    const { status, kind, target_id: targetId, ...page } = c.req.valid("query");
    const asked = [...c.var.ctx.configuration.pauses].filter(
      ([, pause]) =>
        (status ?? pause.status) === pause.status &&
        (kind ?? pause.target.kind) === pause.target.kind &&
        (targetId ?? pause.target.id) === pause.target.id,
    );
    return c.json(pageById(c, new Map(asked), page, present), 200);
  })
  .openapi(get, (c) => c.json(present(getPause(c.var.ctx.configuration, c.req.valid("param").pause_id)), 200))
  .openapi(resume, async (c) => {
    const target = { id: c.req.valid("param").pause_id, reason: c.req.valid("json").reason };
    return c.json(present(await resumePause(c.var.ctx, target)), 200);
  });
