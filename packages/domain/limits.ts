import { DAY_MS, MINUTE_MS } from "./bucket.ts";

const MIB = 1024 * 1024;

const limits = {
  eventsPerRequest: 5_000,
  /** Of any kind, in one OTLP request: a collector sends some 8,000 at once, most of them no usage. */
  spansPerRequest: 20_000,
  /** Events of one recorded stream of a provider; each may be one token. */
  streamParts: 200_000,
  /** As received, before decompression. */
  bodyBytesSent: 4 * MIB,
  bodyBytesDecoded: 16 * MIB,
  /** Levels of objects and arrays within one event, the event itself being the first. */
  nesting: 10,
  /** The same of a format that is not ours: tools' schemas and answers go deep. */
  foreignNesting: 64,
  /** Unicode characters of an id or a source. */
  idCharacters: 256,
  /** Unicode characters of a dimension's value, a tag's name or its value. */
  valueCharacters: 128,
  tagsPerEvent: 20,
  /** Of one count: tokens, calls, seconds. */
  count: 1_000_000_000_000,
  /** How long ago an event may have happened. Older ones are imports. */
  pastMs: 35 * DAY_MS,
  futureMs: 5 * MINUTE_MS,
  /** 2000-01-01T00:00:00Z: imports reach back no further. */
  importFromEpochMs: 946_684_800_000,
  /** More buckets than this in one request make it an import. */
  bucketsPerRequest: 50,
  /** UTF-16 units of one usage message; SQS takes 1 MiB. */
  messageCharacters: 700_000,
  /** Of one spend query. An hour's detail is read from more and larger pages. */
  spendDaysMax: 1_100,
  spendHourDaysMax: 35,
  /** Rows of all pages that one query reads: some seconds of work. */
  spendRowsMax: 2_000_000,
  spendGroupsMax: 6,
  conflictDaysMax: 35,
  spendItemsMax: 100_000,
  /** Of one report: a year. */
  reportDaysMax: 366,
  /** Of a report without a range: up to today. */
  reportDaysDefault: 30,
  /** Every page works the whole report out anew, so few large pages. */
  reportPageItems: 500,
  /** Listed for one event; an event with more is refused all the same. */
  faultsPerEvent: 20,
  /** Listed with all their faults in one answer; from there on each refused event lists its first alone. */
  faultsPerAnswer: 2_000,
  reservationCharacters: 2_048,
  outcomesPerRequest: 1_000,
  /** Told of one run, task or event. */
  outcomesPerSubject: 100,
  /** Through so many buckets of time a run or a task is followed; what it uses in later ones is spend as ever. */
  bucketsPerSubject: 256,
  apiKeysPerTenant: 10_000,
  attributionRulesPerTenant: 1_000,
  budgetsPerTenant: 10_000,
  /** Of these, without templates: a decision holds a call to all that match at once. */
  hardBudgetsPerTenant: 500,
  /** Hard and soft ones: each is as many budgets as its dimension has values. */
  budgetTemplatesPerTenant: 100,
  /** Those that are over included. */
  budgetOverridesPerTenant: 10_000,
  budgetOverrideDays: 31,
  /** Of one budget. */
  budgetThresholds: 10,
  /** Of a budget's amount, whole per cents: of a threshold, and of what an override adds. */
  budgetPercent: 1_000,
  /** Days of usage that the scope of a new budget is held against, to say where it matches nothing. */
  budgetWarningDays: 7,
  /**
   * How long after a reservation ended its usage may take to be counted before what it held goes. Longer than usage, or the fold of it,
   * takes to come again after it failed: it is marked as tried again by then, and so long is it waited for.
   */
  inFlightMs: 8 * MINUTE_MS,
  /** What was marked later than that ago is most likely on its way: whoever marked it is about to do it, and a sweep leaves it alone. */
  onItsWayMs: 10 * MINUTE_MS,
  /** The recorder is behind where it comes to usage that was accepted so long before, or could not record it. */
  recorderBehindMs: 5 * MINUTE_MS,
  /** For so long after that was seen last, more of it may be waiting: longer than a message waits for its next try. */
  recorderCatchUpMs: 15 * MINUTE_MS,
  /** Values of one dimension that a scope lists. */
  scopeValues: 100,
  /** Drafts and former ones included. */
  routingPoliciesPerTenant: 50,
  routesPerPolicy: 1_000,
  /** Of one tier, and of one route. */
  policyModels: 50,
  taskClassesPerTier: 500,
  /** Values of one dimension that a route names. */
  routeValues: 100,
  timeoutSeconds: 86_400,
  exceptionsPerTenant: 10_000,
  /** A year. */
  exceptionDays: 366,
  activePausesPerTenant: 10_000,
  /** Listed though they are over: the last ones. */
  resumedPausesKept: 1_000,
  /** Unicode characters of why something is done. */
  reasonCharacters: 1_000,
  /** Calls of one decision: the first, its retries and fallbacks. */
  decisionAttempts: 5,
  /** How long a call may take where nothing says it. */
  callSecondsDefault: 600,
  /** What is held for a call is held so much longer than all its attempts may take. */
  reservationMarginMs: MINUTE_MS,
  /** Cheaper ways to make a call that are tried where a hard budget has no room for the first. */
  cheaperTries: 3,
  /** Of one list of decisions. */
  decisionDaysMax: 31,
  /** Hours that one page of decisions looks into. */
  decisionHoursPerPage: 168,
  simulationDays: 366,
  /** Rows of pages that one simulation reads. */
  simulationRows: 500_000,
  rateLimitsPerTenant: 1_000,
  runLimitsPerTenant: 1_000,
  /** Names of steps that are counted in one run. */
  stepNamesPerRun: 100,
  identityProvidersPerTenant: 20,
  webhookSourcesPerTenant: 1_000,
  notificationChannelsPerTenant: 100,
  /** Of one notification channel. */
  channelAddresses: 20,
  channelRules: 20,
  urlCharacters: 2_048,
  /** Listed of one delivery. */
  attemptsKept: 50,
  /** Of one delivery, of which nobody knows what became. */
  interruptedAttempts: 20,
  /** How long a delivery is listed. */
  deliveryDays: 90,
  /** Deliveries that one page of a list looks at. */
  deliveriesPerPage: 500,
  /** Of nothing but failures, after which a channel is switched off. */
  channelFailingDays: 5,
  priceOverridesPerTenant: 1_000,
  currencyRatesPerTenant: 10_000,
  /** Local days of one preview of a price. */
  pricePreviewDaysMax: 92,
  membersPerTenant: 10_000,
  ownersPerTenant: 10_000,
  directoryUsers: 100_000,
  /** User names and addresses together: all that a user may be found by. */
  directoryNames: 400_000,
  directoryBytesDecoded: 64 * MIB,
  /** Listed of one directory that is refused. */
  directoryFaults: 100,
  /** Local days of one preview of rules. */
  attributionPreviewDaysMax: 366,
  /** Rules of one preview. */
  previewRules: 20,
  /** Moves, values and the like that one part of an answer names; what is beyond is summed. */
  namedInAnswer: 100,
  /** How far a signed webhook's own time may lie from ours, either way. */
  webhookToleranceMs: 300_000,
  /** Signatures of one webhook that are looked at. */
  webhookSignatures: 10,
  /** How long a former secret, of a key or a webhook source, may live on. */
  graceSeconds: 7 * 24 * 3600,
  repricingsPerTenant: 10_000,
  /** Of one re-pricing. */
  repricingDays: 400,
  /** Of one list of events: as long as a spend query, which links to it, with an hour or two for changed clocks. */
  eventDaysMax: 1_101,
  eventPageItems: 500,
  /** Buckets that one page of a list of events looks into: a day of one-minute buckets. */
  eventBucketsPerPage: 1_440,
  /** Five years. */
  budgetRangeDays: 1_827,
  /** Whole days before today that a forecast is made of. */
  forecastHistoryDays: 112,
  /** Queries of one reading of spend for a forecast that is asked for; there are three readings at most. */
  forecastQueries: 4,
  /** The same of a night's. */
  forecastNightQueries: 16,
  /** Days that a forecast looks ahead. */
  forecastDaysMax: 366,
  /** Values of a dimension that one answer forecasts: those that spent most. */
  forecastGroupsMax: 20,
  forecastGroupsDefault: 10,
  /** Values of each dimension that are forecast each night: those that spent most. */
  forecastScopes: 50,
  /** Instances of budgets that are forecast each night: those that spent most. */
  forecastBudgets: 2_000,
  /** Of one list of alerts. */
  alertMonths: 120,
  alertMonthsDefault: 13,
  /** Alerts that one page of a list looks at, where most are not what it asks for. */
  alertsPerPage: 2_000,
  /** Changes that an alert remembers: the newest. */
  alertHistory: 100,
  /** UTF-16 units of all notes that an alert remembers together: the newest. */
  alertNotesCharacters: 10_000,
  alertSnoozeDays: 92,
  /** How long a mark of an alert moves its rule's sensitivity. */
  feedbackDays: 90,
  alertRulesPerTenant: 1_000,
  /** Of one rule and its dimensions, those with the most spend: by day, and by hour. */
  watchedDayScopes: 200,
  watchedHourScopes: 100,
  /** Rows of all pages that one run of the watch, or a preview, judges: some 250 bytes each once they are decoded. */
  watchedRows: 3_000_000,
  /** Of these pages as they lie in memory, with what they are decompressed to. */
  watchedBytes: 384 * 1024 * 1024,
  /** Raised in one run; what is still so is raised by the next. */
  incidentsPerRun: 100,
  /** Scopes and alerts that an incident names beside its own. */
  incidentMembers: 50,
  incidentRelated: 20,
  /** Values of each dimension that an incident names. */
  incidentContributors: 3,
  /** Local days of one preview of an alert rule. */
  alertPreviewDays: 60,
  /** Of the pages that one preview reads, in memory. */
  alertPreviewBytes: 64 * MIB,
  /** Of any list. */
  pageItems: 100,
  pageItemsDefault: 50,
  /** Every page sums the whole query anew, so few large pages; at worst some 4 MB of an answer's 6. */
  spendPageItems: 1000,
  /** Figures of one page: of so many measures and metrics that 1,000 items would have more, a page has fewer items. */
  spendPageFigures: 60_000,
  /** Groups of one query that stand by themselves, all others being the rest. */
  spendTopGroups: 100,
  /** Values that one filter of a query names. */
  filterValues: 100,
  /** Of one value of a filter: sources are longer than others, and `filled_by` names a filler for each of many dimensions. */
  filterCharacters: 2_048,
  exceptCharacters: 8_192,
  /** Of a link to what is behind a number: gateways take some 10,000 of a request's line and headers together. */
  linkCharacters: 8_000,
};
/** Every limit that callers meet, in one place. The API document states them by these same numbers. */
export const LIMITS: Readonly<typeof limits> = limits;

/** The limits of a request as the API document says them. */
export const LIMITS_TEXT = [
  `At most ${LIMITS.eventsPerRequest} events, ${LIMITS.bodyBytesSent / MIB} MiB sent and ${LIMITS.bodyBytesDecoded / MIB} MiB decoded a request;`,
  `at most ${LIMITS.nesting} levels of nesting in an event; ids and sources of 1 to ${LIMITS.idCharacters} characters;`,
  `dimension values and tags of 1 to ${LIMITS.valueCharacters} characters in NFC, at most ${LIMITS.tagsPerEvent} tags;`,
  `counts from 0 to ${LIMITS.count}; times from ${LIMITS.pastMs / DAY_MS} days back to ${LIMITS.futureMs / MINUTE_MS} minutes ahead (imports: from 2000-01-01).`,
].join(" ");
