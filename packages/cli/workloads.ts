/** How a workload calls models: one call, a search and then a call, a loop of steps, or many calls at night. */
export type Pattern = "chat" | "rag" | "agent" | "batch";

export interface ModelChoice {
  readonly weight: number;
  readonly provider: string;
  readonly model: string;
  /** Share of its results that people accept, where it differs from the workload's. */
  readonly accepted?: number;
}

/** One workflow of the company that the demonstration tells of. */
export interface Workload {
  readonly workflow: string;
  readonly pattern: Pattern;
  /** Of a middling weekday. */
  readonly runsPerDay: number;
  /** Saturdays' and Sundays' runs, as a share of a weekday's. */
  readonly weekendShare: number;
  readonly models: readonly [ModelChoice, ...ModelChoice[]];
  /** Medians of one call, in tokens. */
  readonly input: number;
  readonly output: number;
  /** Share of calls whose prompt is mostly read from the vendor's cache, and of those answered from the company's own. */
  readonly promptCacheShare: number;
  readonly responseCacheShare: number;
  readonly users: number;
  readonly attribution: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly taskClass: string;
  /** Share of results that people accept; absent where nobody says. */
  readonly accepted?: number;
}

const openai = (model: string, weight = 1): ModelChoice => ({ weight, provider: "openai", model });
const anthropic = (model: string, weight = 1): ModelChoice => ({ weight, provider: "anthropic", model });
const google = (model: string, weight = 1): ModelChoice => ({ weight, provider: "google", model });
const mistral = (model: string, weight = 1): ModelChoice => ({ weight, provider: "mistral", model });

const REST = {
  weekendShare: 0.06,
  promptCacheShare: 0,
  responseCacheShare: 0,
  users: 12,
} as const;

/** Models that no price list knows: the demonstration shows how they are kept as unpriced. */
export const UNLISTED_MODELS: ReadonlySet<string> = new Set(["brandvoice-2", "atlas-7b-internal"]);

export const WORKLOADS: readonly Workload[] = [
  {
    ...REST,
    workflow: "ticket-answer",
    pattern: "rag",
    runsPerDay: 135,
    weekendShare: 0.45,
    models: [anthropic("claude-sonnet-4-5", 3), anthropic("claude-haiku-4-5", 5)],
    input: 2600,
    output: 320,
    promptCacheShare: 0.6,
    responseCacheShare: 0.06,
    users: 40,
    attribution: attribution("emea", "support", "helpdesk", "copilot", "production", "internal", "P-114"),
    tags: { site: "paris" },
    taskClass: "support-drafting",
    accepted: 0.82,
  },
  {
    ...REST,
    workflow: "faq",
    pattern: "chat",
    runsPerDay: 150,
    weekendShare: 0.7,
    models: [openai("gpt-4o-mini")],
    input: 900,
    output: 180,
    responseCacheShare: 0.35,
    users: 400,
    attribution: attribution("amer", "support", "helpdesk", "chat-widget", "production", "public", "P-115"),
    tags: { site: "austin" },
    taskClass: "self-service",
  },
  {
    ...REST,
    workflow: "account-research",
    pattern: "agent",
    runsPerDay: 16,
    models: [openai("gpt-5", 2), openai("gpt-4o")],
    input: 5200,
    output: 480,
    promptCacheShare: 0.5,
    attribution: attribution("amer", "sales", "pipeline", "crm-assistant", "production", "confidential", "P-201"),
    taskClass: "research",
  },
  {
    ...REST,
    workflow: "proposal-draft",
    pattern: "chat",
    runsPerDay: 45,
    models: [openai("gpt-4o")],
    input: 3800,
    output: 1100,
    users: 18,
    attribution: attribution("emea", "sales", "pipeline", "crm-assistant", "production", "confidential", "P-202"),
    tags: { site: "berlin" },
    taskClass: "drafting",
  },
  {
    ...REST,
    workflow: "contract-review",
    pattern: "rag",
    runsPerDay: 17,
    models: [anthropic("claude-opus-4-1", 2), anthropic("claude-sonnet-4-5")],
    input: 16_000,
    output: 1500,
    promptCacheShare: 0.4,
    users: 6,
    attribution: attribution("group", "legal", "contracts", "contract-desk", "production", "restricted", "P-301"),
    taskClass: "review",
    accepted: 0.9,
  },
  {
    ...REST,
    workflow: "clause-extraction",
    pattern: "batch",
    runsPerDay: 38,
    models: [anthropic("claude-haiku-4-5")],
    input: 9000,
    output: 600,
    attribution: attribution("group", "legal", "contracts", "contract-desk", "production", "restricted", "P-302"),
    taskClass: "extraction",
  },
  {
    ...REST,
    workflow: "pull-request-review",
    pattern: "chat",
    runsPerDay: 115,
    models: [anthropic("claude-sonnet-4-5", 4), openai("gpt-5")],
    input: 7000,
    output: 700,
    promptCacheShare: 0.7,
    users: 60,
    attribution: attribution("product", "engineering", "platform", "code-assistant", "production", "internal", "P-401"),
    taskClass: "code-review",
  },
  {
    ...REST,
    workflow: "fix-build",
    pattern: "agent",
    runsPerDay: 21,
    models: [anthropic("claude-sonnet-4-5", 3), anthropic("claude-haiku-4-5")],
    input: 9000,
    output: 550,
    promptCacheShare: 0.9,
    users: 30,
    attribution: attribution("product", "engineering", "platform", "code-agent", "production", "internal", "P-402"),
    taskClass: "coding",
  },
  {
    ...REST,
    workflow: "agent-trials",
    pattern: "agent",
    runsPerDay: 7,
    models: [openai("gpt-5"), anthropic("claude-opus-4-1")],
    input: 8000,
    output: 700,
    promptCacheShare: 0.6,
    users: 4,
    attribution: attribution("product", "engineering", "platform", "code-agent", "experiment", "internal", "P-499"),
    taskClass: "coding",
  },
  {
    ...REST,
    workflow: "campaign-copy",
    pattern: "chat",
    runsPerDay: 75,
    models: [openai("gpt-4o", 3), mistral("mistral-large")],
    input: 1200,
    output: 900,
    responseCacheShare: 0.08,
    attribution: attribution("emea", "marketing", "brand", "content-studio", "production", "public", "P-501"),
    tags: { site: "paris" },
    taskClass: "drafting",
    accepted: 0.7,
  },
  {
    ...REST,
    workflow: "tone-check",
    pattern: "chat",
    runsPerDay: 16,
    models: [{ weight: 1, provider: "acme-ai", model: "brandvoice-2" }],
    input: 800,
    output: 120,
    attribution: attribution("emea", "marketing", "brand", "content-studio", "production", "public", "P-502"),
    taskClass: "review",
  },
  {
    ...REST,
    workflow: "invoice-coding",
    pattern: "batch",
    runsPerDay: 95,
    models: [google("gemini-2.5-flash")],
    input: 1900,
    output: 140,
    attribution: attribution("group", "finance", "close", "close-assistant", "production", "confidential", "P-601"),
    taskClass: "classification",
  },
  {
    ...REST,
    workflow: "variance-notes",
    pattern: "rag",
    runsPerDay: 19,
    models: [google("gemini-2.5-pro")],
    input: 6000,
    output: 650,
    users: 9,
    attribution: attribution("group", "finance", "close", "close-assistant", "production", "confidential", "P-602"),
    taskClass: "drafting",
    accepted: 0.34,
  },
  {
    ...REST,
    workflow: "paper-digest",
    pattern: "chat",
    runsPerDay: 24,
    weekendShare: 0.3,
    models: [google("gemini-2.5-pro", 4), mistral("mistral-large")],
    input: 38_000,
    output: 1200,
    attribution: attribution("group", "research", "lab", "reading-room", "production", "public", "P-701"),
    taskClass: "summarising",
  },
  {
    ...REST,
    workflow: "prompt-lab",
    pattern: "chat",
    runsPerDay: 55,
    weekendShare: 0.2,
    models: [
      openai("gpt-5", 3),
      google("gemini-2.5-flash", 2),
      { weight: 1, provider: "self-hosted", model: "atlas-7b-internal" },
    ],
    input: 2400,
    output: 900,
    users: 8,
    attribution: attribution("group", "research", "lab", "prompt-lab", "experiment", "internal", "P-702"),
    taskClass: "experiment",
  },
];

function attribution(
  business_unit: string,
  department: string,
  workspace: string,
  application: string,
  environment: string,
  data_class: string,
  project_code: string,
): Readonly<Record<string, string>> {
  return { business_unit, department, workspace, application, environment, data_class, project_code };
}
