// Made of openapi.json by `pnpm --filter @outlay/client run types`. Changes by hand are lost.

export interface paths {
    readonly "/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign a tenant up, with an owner and a first API key
         * @description With the platform token, or, where the platform has an OpenID Connect issuer, with a token of it whose verified e-mail is the owner's. The key is shown once: a retry with the same Idempotency-Key names the same tenant, its key without the secret. If that answer was lost, sign up anew.
         */
        readonly post: operations["createTenant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenant": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read the caller's tenant */
        readonly get: operations["getTenant"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Rename the caller's tenant, or change its settings; what is not named stays */
        readonly patch: operations["changeTenant"];
        readonly trace?: never;
    };
    readonly "/v1/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the members, oldest first */
        readonly get: operations["listMembers"];
        readonly put?: never;
        /** Invite a person by e-mail */
        readonly post: operations["inviteMember"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a member */
        readonly get: operations["getMember"];
        readonly put?: never;
        readonly post?: never;
        /** Remove a member; keys that they made stay */
        readonly delete: operations["removeMember"];
        readonly options?: never;
        readonly head?: never;
        /** Give a member another role */
        readonly patch: operations["changeMember"];
        readonly trace?: never;
    };
    readonly "/v1/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the API keys, oldest first */
        readonly get: operations["listApiKeys"];
        readonly put?: never;
        /**
         * Make an API key, whose scopes lie within the caller's
         * @description The secret is shown once. If the answer was lost, rotate the key, and the next secret is shown.
         */
        readonly post: operations["createApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/api-keys/{key_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an API key */
        readonly get: operations["getApiKey"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Change a key's name, scopes, expiry or binding, and keep its secret; what is not named stays */
        readonly patch: operations["changeApiKey"];
        readonly trace?: never;
    };
    readonly "/v1/api-keys/{key_id}/binding": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Say what usage that a key sends belongs to, where the event does not */
        readonly put: operations["bindApiKey"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/api-keys/{key_id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give a key a new secret; the one before is accepted for a while more */
        readonly post: operations["rotateApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/api-keys/{key_id}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Refuse a key from the next request on */
        readonly post: operations["revokeApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/identity-providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the identity providers, oldest first */
        readonly get: operations["listIdentityProviders"];
        readonly put?: never;
        /** Take the tokens of an OpenID Connect issuer */
        readonly post: operations["registerIdentityProvider"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/identity-providers/{identity_provider_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an identity provider */
        readonly get: operations["getIdentityProvider"];
        readonly put?: never;
        readonly post?: never;
        /** Refuse the provider's tokens from the next request on */
        readonly delete: operations["removeIdentityProvider"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/spend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Sum spend and usage by any dimensions, over any range
         * @description One parameter a filter: `department=support&department=sales&tag:site=paris`; `not:` before a name leaves its values out. Top groups, comparisons and orders are asked for by `POST /v1/spend/query`.
         */
        readonly get: operations["getSpend"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/spend/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask anything of spend: measures and metrics by any dimensions, filtered, ranked and compared
         * @description Items always add up to the totals, and those to the sums without groups, to the last digit. Every item links to the events behind it. At most 1100 days (35 by hour), 100000 items and 2000000 rows of pages; a query beyond is refused with `query_too_large`. A cursor belongs to its query.
         */
        readonly post: operations["querySpend"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/spend/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export spend as records: a day's usage and outcomes for each distinct combination of whom and what
         * @description In order of date. As JSON, NDJSON or CSV; follow `next_cursor` to the end, and the records add up to spend, to the last digit.
         */
        readonly get: operations["listSpendRecords"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/reports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the questions that are answered by name, each with its columns, its parameters and how its saving is computed */
        readonly get: operations["listReports"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/reports/{report}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Answer a question about spend by name, with what could be saved and the events behind each row
         * @description `GET /v1/reports` lists all names. Filters are those of `GET /v1/spend`. Savings of several reports do not add up: one event may be in each.
         */
        readonly get: operations["getReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read every metric of a range at once
         * @description Each with its unit, its formula and when it says nothing. One parameter a filter, as of `GET /v1/spend`. By groups and periods metrics are asked for by `GET /v1/spend` and `POST /v1/spend/query`. Budgets count in their period that holds the range's last day.
         */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/forecasts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What will be spent by the end of a period, with intervals, of the whole company or any scope
         * @description One parameter a filter, as with `GET /v1/spend`. The day that has begun counts as far as it has come. Forecasts of groups do not add up to the total's: each is made by itself.
         */
        readonly get: operations["getForecast"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/forecasts/accuracy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A month's forecasts beside what happened, scope by scope
         * @description As forecast at the start of the 1st, 8th, 15th and 22nd of the month, or up to two days later where no forecast was kept. Of budgets whose period, be it a week, is over.
         */
        readonly get: operations["getForecastAccuracy"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/attribution-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the attribution rules, oldest first */
        readonly get: operations["listAttributionRules"];
        readonly put?: never;
        /**
         * Make an attribution rule
         * @description A rule fills usage that is recorded from now on; spend of before changes by re-pricing alone.
         */
        readonly post: operations["createAttributionRule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/attribution-rules/{attribution_rule_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an attribution rule */
        readonly get: operations["getAttributionRule"];
        /** Give an attribution rule other contents */
        readonly put: operations["replaceAttributionRule"];
        readonly post?: never;
        /** Delete an attribution rule */
        readonly delete: operations["deleteAttributionRule"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/attribution-previews": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * See what rules would make of spend that was recorded, before they are switched on
         * @description Exact, and nothing is written. Both sides are computed from what sources stated, under today's keys, rules and directory; the drafts are the only difference. `matched` is usage that a draft matches at its turn, whether it still finds anything to set.
         */
        readonly post: operations["previewAttribution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/directory": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Describe the directory in force */
        readonly get: operations["getDirectory"];
        /**
         * Say who is who: which department, user group and the like each user belongs to
         * @description The whole directory, in place of the one before. It fills what neither the event, its key nor a rule states, by the event's user, whose name is compared without regard to case. CSV: a header row of `user` and any of `email`, business_unit, department, workspace, project, project_code, application, user_group. SCIM: users and groups as docs/attribution.md maps them. At most 100000 users, 4194304 bytes as sent, 67108864 decoded; it may be compressed with gzip. Faults are named by line (`line:7`) or by pointer.
         */
        readonly put: operations["replaceDirectory"];
        readonly post?: never;
        /** Have no directory any more */
        readonly delete: operations["deleteDirectory"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/directory/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the directory's users, by name */
        readonly get: operations["listDirectoryUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/owners": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the owners, oldest first */
        readonly get: operations["listOwners"];
        readonly put?: never;
        /** Make an owner */
        readonly post: operations["createOwner"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/owners/{owner_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an owner */
        readonly get: operations["getOwner"];
        /** Give an owner other contents */
        readonly put: operations["replaceOwner"];
        readonly post?: never;
        /** Delete an owner */
        readonly delete: operations["deleteOwner"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/unattributed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What part of spend has no value, dimension by dimension, and where it comes from
         * @description Every share is part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0. `top` names the 5 greatest by cost; with `rest` they add up to the item.
         */
        readonly get: operations["listUnattributed"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/unowned": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What spent and has no owner
         * @description Of department, workspace, model_tier, workflow, route and provider. `owned`, `unowned` and `unattributed` add up to the total, and `values` (the 100 greatest by cost) with `rest` to `unowned`. Every share is part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0.
         */
        readonly get: operations["listUnowned"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/unpriced": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what has no price yet, and is therefore in no amount */
        readonly get: operations["listUnpriced"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/cost-differences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Compare what sources say that their calls cost with what they cost here
         * @description Only events with a `reported_cost`. A source's own figure is kept beside ours, and never instead of it.
         */
        readonly get: operations["listCostDifferences"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/prices": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the public list prices that usage is priced by */
        readonly get: operations["listPrices"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/price-overrides": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the price overrides, oldest first */
        readonly get: operations["listPriceOverrides"];
        readonly put?: never;
        /**
         * Make a price override
         * @description A price a hundred times or a hundredth of the one before, or above a dollar for 1,000 tokens, is refused with `price_needs_confirmation` unless the body says `confirm: true`.
         */
        readonly post: operations["createPriceOverride"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/price-overrides/{price_override_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a price override */
        readonly get: operations["getPriceOverride"];
        /** Give a price override other contents */
        readonly put: operations["replacePriceOverride"];
        readonly post?: never;
        /** Delete a price override */
        readonly delete: operations["deletePriceOverride"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/price-override-previews": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask what a range would have cost under an override, which is not kept
         * @description At most 92 days. Prices by run and review rates have no preview: pages count neither runs nor hours.
         */
        readonly post: operations["previewPriceOverride"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/currency-rates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the currency rates, oldest first */
        readonly get: operations["listCurrencyRates"];
        readonly put?: never;
        /**
         * Make a currency rate
         * @description Prices and reported costs in another currency than yours are converted by the rate in force on the event's local date. Without one they are unpriced, for the reason `no_rate`.
         */
        readonly post: operations["createCurrencyRate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/currency-rates/{currency_rate_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a currency rate */
        readonly get: operations["getCurrencyRate"];
        /** Give a currency rate other contents */
        readonly put: operations["replaceCurrencyRate"];
        readonly post?: never;
        /** Delete a currency rate */
        readonly delete: operations["deleteCurrencyRate"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/repricings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the re-pricings, oldest first, those that started by themselves included */
        readonly get: operations["listRepricings"];
        readonly put?: never;
        /**
         * Price a period again, by the prices as they are decided now
         * @description Each event is priced by what was in force at its own time. The work is done in the background, day by day.
         */
        readonly post: operations["createRepricing"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/repricings/{repricing_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how far a re-pricing is, and what it did: before, after and the difference */
        readonly get: operations["getRepricing"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/closed-months": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the closed months, oldest first */
        readonly get: operations["listClosedMonths"];
        readonly put?: never;
        /**
         * Close a month that is over, so that no re-pricing changes it
         * @description For good. What a re-pricing would change there is listed as its adjustments. Usage that comes late still counts.
         */
        readonly post: operations["closeMonth"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budgets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the budgets, oldest first */
        readonly get: operations["listBudgets"];
        readonly put?: never;
        /**
         * Make a budget
         * @description It starts from what its period has truly spent. Where it is given other contents, its spend is counted anew; alerts that it raised stay, also once it is deleted.
         */
        readonly post: operations["createBudget"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budgets/{budget_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a budget */
        readonly get: operations["getBudget"];
        /** Give a budget other contents */
        readonly put: operations["replaceBudget"];
        readonly post?: never;
        /** Delete a budget */
        readonly delete: operations["deleteBudget"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budgets/{budget_id}/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read where a budget stands in its present period
         * @description A template has a status for each value: name it, also where it never spent.
         */
        readonly get: operations["getBudgetStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budget-statuses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List where all budgets stand in their present periods, the oldest budget first
         * @description Of a template, every value that spent in its present period, in order of value.
         */
        readonly get: operations["listBudgetStatuses"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budget-overrides": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the overrides of budgets, those over included, oldest first */
        readonly get: operations["listBudgetOverrides"];
        readonly put?: never;
        /**
         * Give a hard budget more room until a time
         * @description In force at once. Nothing of it can be edited; it can be ended, and waits for a review.
         */
        readonly post: operations["giveBudgetOverride"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budget-overrides/{budget_override_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an override of a budget */
        readonly get: operations["getBudgetOverride"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budget-overrides/{budget_override_id}/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End an override before it expires */
        readonly post: operations["endBudgetOverride"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/budget-overrides/{budget_override_id}/review": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that an override was reviewed
         * @description Once, while it is in force or after. It changes nothing else of it.
         */
        readonly post: operations["reviewBudgetOverride"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/routing-policies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the routing policies: the default one, then the tenant's own, oldest first */
        readonly get: operations["listRoutingPolicies"];
        readonly put?: never;
        /**
         * Make a draft of a routing policy
         * @description Contradictions are refused, each with its pointer. A draft has no effect before it is activated.
         */
        readonly post: operations["createRoutingPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/routing-policies/{routing_policy_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a routing policy; `default` is the one that every tenant begins with */
        readonly get: operations["getRoutingPolicy"];
        /** Give a draft other contents */
        readonly put: operations["replaceRoutingPolicy"];
        readonly post?: never;
        /** Delete a draft or a superseded policy; the audit log keeps what it was */
        readonly delete: operations["deleteRoutingPolicy"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/routing-policies/{routing_policy_id}/activate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put a draft in force, in place of the policy that was
         * @description If-Match is required: 428 without it, 412 where the draft changed since it was read.
         */
        readonly post: operations["activateRoutingPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/routes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the routes in force with their owners, and those that nobody answers for */
        readonly get: operations["listRoutes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/simulations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask what recorded usage would have cost under a routing policy
         * @description At most 366 days and 500000 rows of pages. Every call counts as a request for the model that it used, with the average context of its row; tokens are priced at the model that the policy gives, and what is not for tokens stays. What would need approval keeps its cost, what is denied has none. Exceptions count as they were in force at the start of each day.
         */
        readonly post: operations["simulateRouting"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exceptions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the exceptions, oldest first */
        readonly get: operations["listExceptions"];
        readonly put?: never;
        /**
         * Ask for a stronger model than policy gives
         * @description It has no effect before someone approves it, and ends by itself when it expires. It cannot be edited.
         */
        readonly post: operations["askForException"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exceptions/{exception_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an exception */
        readonly get: operations["getException"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exceptions/{exception_id}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Approve what was asked for, from now until it expires
         * @description Not by who asked, or by a key of theirs, unless the tenant's `approve_own_exceptions` allows it.
         */
        readonly post: operations["approveException"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exceptions/{exception_id}/refuse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Refuse what was asked for */
        readonly post: operations["refuseException"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exceptions/{exception_id}/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End an exception before it expires, or take back what was asked for
         * @description By who asked for it, or by who holds `routes:write`.
         */
        readonly post: operations["endException"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List decisions, the oldest first
         * @description From their journal, where a decision is some seconds after it was made.
         */
        readonly get: operations["listDecisions"];
        readonly put?: never;
        /**
         * Ask before a model is called
         * @description Which model the call may use, within which limits, what is held for it, and why. A denial is an answer too, with status 200, but for rate limits: 429. What is reserved is settled by the usage event that carries `route`, by settle or by release; else it ends by itself.
         */
        readonly post: operations["decide"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a decision, and the usage that it led to */
        readonly get: operations["getDecision"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision_id}/settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell of the usage of a decision's call
         * @description A usage event with the decision filled in: it counts once by its source and id, as those of /v1/events do, and frees what was held for its attempt, and for later ones where it succeeded.
         */
        readonly post: operations["settleDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision_id}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Set free what is held for calls that will not be made
         * @description Of all attempts of which no usage was told. Asked again, it frees nothing more.
         */
        readonly post: operations["releaseDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/guardrails/litellm/beta/litellm_basic_guardrail_api": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Check a call for a LiteLLM proxy
         * @description LiteLLM's Generic Guardrail API. The call is decided as by POST /v1/decisions; NONE lets it go on. LiteLLM can be told of no other model and no limit, so a downgrade is BLOCKED, and its reason names the model to call. What is held ends by itself.
         */
        readonly post: operations["checkLitellmCall"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/pauses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the pauses, oldest first
         * @description Those that are active, and the last that were resumed. The audit log has them all.
         */
        readonly get: operations["listPauses"];
        readonly put?: never;
        /**
         * Pause one workflow, agent, application, API key or route
         * @description From the next request on. A paused key is refused everywhere; nobody pauses the key that they are calling with.
         */
        readonly post: operations["pauseTarget"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/pauses/{pause_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a pause */
        readonly get: operations["getPause"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/pauses/{pause_id}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let what was paused go on, from the next request on
         * @description Resuming what is resumed changes nothing.
         */
        readonly post: operations["resumePause"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rate-limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the rate limits, oldest first */
        readonly get: operations["listRateLimits"];
        readonly put?: never;
        /**
         * Make a rate limit
         * @description It holds from the next decision on. What was counted in the window that goes on stays counted, however limits are changed: only another `per`, `value`, `measure` or `window` is counted by itself.
         */
        readonly post: operations["createRateLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rate-limits/{rate_limit_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a rate limit */
        readonly get: operations["getRateLimit"];
        /** Give a rate limit other contents */
        readonly put: operations["replaceRateLimit"];
        readonly post?: never;
        /** Delete a rate limit */
        readonly delete: operations["deleteRateLimit"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/run-limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the run limits, oldest first */
        readonly get: operations["listRunLimits"];
        readonly put?: never;
        /**
         * Make a run limit
         * @description It holds from the next decision on, also of runs that have begun.
         */
        readonly post: operations["createRunLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/run-limits/{run_limit_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a run limit */
        readonly get: operations["getRunLimit"];
        /** Give a run limit other contents */
        readonly put: operations["replaceRunLimit"];
        readonly post?: never;
        /** Delete a run limit */
        readonly delete: operations["deleteRunLimit"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the alerts of budgets, of runs in a loop and of rules, those of the newest month first
         * @description A page looks at 2000 alerts at the most: where filters pass over many, it may list fewer than `limit`.
         */
        readonly get: operations["listAlerts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an alert */
        readonly get: operations["getAlert"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}/acknowledge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that somebody looks after an alert
         * @description Acknowledging what is acknowledged changes nothing.
         */
        readonly post: operations["acknowledgeAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}/snooze": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Hear nothing of an alert until a time
         * @description After it the alert is open again, if it is still so.
         */
        readonly post: operations["snoozeAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}/resolve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that an alert is over
         * @description What is still so does not raise it again, unless it gets much worse. Resolving what is resolved changes nothing.
         */
        readonly post: operations["resolveAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}/reopen": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Open an alert again
         * @description Reopening what is open changes nothing.
         */
        readonly post: operations["reopenAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alerts/{alert_id}/feedback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say whether an alert was useful
         * @description The last word counts. It moves the sensitivity of the alert's rule in its scope: see `GET /v1/alert-rules`.
         */
        readonly put: operations["giveAlertFeedback"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alert-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List every rule in force, what is built in too
         * @description With all parameters, and what marks of alerts make of its sensitivity.
         */
        readonly get: operations["listAlertRules"];
        readonly put?: never;
        /**
         * Have a rule judged in its own way in a scope, or turn it off there
         * @description From the next run on. No two are of one rule and scope.
         */
        readonly post: operations["createAlertRule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alert-rules/{alert_rule_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a rule in force */
        readonly get: operations["getAlertRule"];
        /** Give an alert rule other contents */
        readonly put: operations["replaceAlertRule"];
        readonly post?: never;
        /** Delete an alert rule: its scope is judged as the next one says, or as built in */
        readonly delete: operations["deleteAlertRule"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alert-rule-previews": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * See what an alert rule would have raised in the last days
         * @description By the very judge of the watch, over the same spend, with alerts marked as they are now. Nothing is kept and nobody is told.
         */
        readonly post: operations["previewAlertRule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/alert-rule-checks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Judge all rules now, without waiting for the hour
         * @description Of use once a past was imported. Within a minute or so alerts are raised, updated and resolved as the hourly watch would; what was raised is not raised again.
         */
        readonly post: operations["checkAlertRules"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/conflicts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List events that came again with other content
         * @description The first accepted content counts. What came later under the same source, id and time bucket does not.
         */
        readonly get: operations["listConflicts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the events behind a number, and why each dimension and each amount is what it is
         * @description Each event once, as it counts: the filters are those of `GET /v1/spend`, and the amounts add up to what that says. In order of buckets, and of time within one. Without `from` and `to`, those of the last hour.
         */
        readonly get: operations["listEvents"];
        readonly put?: never;
        /**
         * Send usage as it happens
         * @description One event, an array of them, or NDJSON. An event is named by source and id, and counts once however often it is sent. With ce- headers, the body is the data of a CloudEvent in binary mode. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01). The body may be compressed with gzip. Members that are not known are ignored, save in usage.
         */
        readonly post: operations["sendEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/responses/{provider}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a provider's raw response
         * @description One response, several (an array or NDJSON, each judged by itself; also the lines of a batch's results), or a recorded stream of at most 200000 events. Its usage is read in token classes that exclude one another. What the response does not say is said by headers; tags are `x-outlay-tag-` and the tag's name. Values are ASCII, other characters percent-encoded UTF-8. A response that states no time has that of its first receipt. Prompts and answers are not kept. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01).
         */
        readonly post: operations["sendProviderResponse"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/traces": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send OpenTelemetry spans (OTLP/HTTP)
         * @description Model calls, tool calls and retrievals among the spans become usage; others are taken and tell of none. In JSON or protobuf, also compressed with gzip, and answered in the same encoding; a refusal is a `google.rpc.Status`. Sending the same spans again counts nothing twice. At most 20000 spans a request.
         */
        readonly post: operations["sendTraces"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/langfuse/api/public/otel/v1/traces": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send spans as to Langfuse's own OTLP path
         * @description For Langfuse's clients: their host is /v1/webhooks/langfuse, their secret key an API key. Taken and answered as by /v1/traces.
         */
        readonly post: operations["sendLangfuseTraces"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/portkey/logs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send logs as to Portkey's own log API
         * @description One record, an array of them, or NDJSON, plain or with gzip, whatever the media type. Each record is judged by itself, and counts once however often it comes. Prompts and answers are not kept. OpenRouter sends OTLP, and is answered and refused as /v1/traces does. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01).
         */
        readonly post: operations["sendPortkeyLogs"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/langfuse/api/public/ingestion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a batch as to Langfuse's ingestion API
         * @description For Langfuse's clients: their host is /v1/webhooks/langfuse, their secret key an API key. Answered as Langfuse answers. Inputs and outputs are not kept.
         */
        readonly post: operations["sendLangfuseBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{source}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send usage in the format of a gateway
         * @description One record, an array of them, or NDJSON, plain or with gzip, whatever the media type. Each record is judged by itself, and counts once however often it comes. Prompts and answers are not kept. OpenRouter sends OTLP, and is answered and refused as /v1/traces does. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01).
         */
        readonly post: operations["sendWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{source}/{webhook_source_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send usage to a webhook source, by its signature or an API key
         * @description Kinds outlay (usage events of ours by Standard Webhooks) and helicone are let in by their signature over the bytes as sent, and need no other credential; a kind that does not sign is let in by an API key. A webhook-id names one body: the same again is accepted and counts nothing new, another body is 422. One record, an array of them, or NDJSON, plain or with gzip, whatever the media type. Each record is judged by itself, and counts once however often it comes. Prompts and answers are not kept. OpenRouter sends OTLP, and is answered and refused as /v1/traces does. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01).
         */
        readonly post: operations["sendToWebhookSource"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/outcomes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what was told of a run, a task or an event */
        readonly get: operations["listOutcomes"];
        readonly put?: never;
        /**
         * Tell what became of runs, tasks or events, whenever it is known
         * @description One outcome, an array, or NDJSON; plain or gzip. Each is judged by itself. They count whenever they come, before the usage or after it. At most 1000 a request, and 100 of one run, task or event.
         */
        readonly post: operations["tellOutcomes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/outcome-rows": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what outcomes add to spend, beside the events behind a number
         * @description A row a run, task or event of which something was told, at the local hour of its earliest event. With the events of the same range of whole hours and the same filters they are all that spend sums. Without `from` and `to`, those of the last hour.
         */
        readonly get: operations["listOutcomeRows"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get one run: what it cost, and what became of it
         * @description From the journal as it stands, so that what was just recorded is in it.
         */
        readonly get: operations["getRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/imports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Load usage of the past
         * @description As sendEvents, with times back to 2000-01-01 and over any span. Best sent a day at a time, in order. At most 5000 events, 4 MiB sent and 16 MiB decoded a request; at most 10 levels of nesting in an event; ids and sources of 1 to 256 characters; dimension values and tags of 1 to 128 characters in NFC, at most 20 tags; counts from 0 to 1000000000000; times from 35 days back to 5 minutes ahead (imports: from 2000-01-01). The body may be compressed with gzip. Members that are not known are ignored, save in usage.
         */
        readonly post: operations["importEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/ingestion-schedule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how the tenant's event time is cut into buckets */
        readonly get: operations["getIngestionSchedule"];
        /**
         * Cut the tenant's event time otherwise from an hour ahead
         * @description Shorter buckets keep folds small where much comes in: aim at no more than 20,000 events a bucket and shard. Entries are only added; what has happened stays in the buckets that it is in, so that a repeat is always found. Putting the last entry again changes nothing.
         */
        readonly put: operations["extendIngestionSchedule"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhook-sources": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the webhook sources, oldest first */
        readonly get: operations["listWebhookSources"];
        readonly put?: never;
        /**
         * Make a place where usage comes in by webhook
         * @description Kind outlay: we make a Standard Webhooks secret, shown once. Kind helicone: give the signing key that Helicone made. Other kinds do not sign; their webhooks come with an API key. Whoever makes a source holds events:write.
         */
        readonly post: operations["createWebhookSource"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhook-sources/{webhook_source_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a webhook source */
        readonly get: operations["getWebhookSource"];
        /** Rename a webhook source, switch it off or on, or give it other attribution; its kind and source stay */
        readonly put: operations["replaceWebhookSource"];
        readonly post?: never;
        /** Delete a webhook source and destroy its secrets; usage that it sent stays */
        readonly delete: operations["deleteWebhookSource"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhook-sources/{webhook_source_id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a webhook source a new secret; the one before is accepted for a while more
         * @description At most two secrets are accepted at once: a third rotation within the grace ends the oldest at once.
         */
        readonly post: operations["rotateWebhookSource"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/notification-channels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the notification channels, oldest first */
        readonly get: operations["listNotificationChannels"];
        readonly put?: never;
        /**
         * Make a channel by which people are told of alerts
         * @description A URL is https at port 443 of a host of the public internet: every address that its name stands for is public, now and at each connection. Redirects are not followed. Of a webhook the signing secret is shown this once; Slack's URL is kept sealed.
         */
        readonly post: operations["createNotificationChannel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/notification-channels/{notification_channel_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a notification channel */
        readonly get: operations["getNotificationChannel"];
        /**
         * Give a notification channel another name, filter or place, or switch it off or on
         * @description Where `url`, `addresses` or `enabled` is left out, it stays: what was switched off, by 410 or by somebody, is on again only by `enabled: true`. Another URL makes a webhook's secret anew, shown this once, and destroys those before: no secret is ever used for another host than it was made for.
         */
        readonly put: operations["replaceNotificationChannel"];
        readonly post?: never;
        /** Delete a notification channel and destroy its secrets; its deliveries stay listed */
        readonly delete: operations["deleteNotificationChannel"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/notification-channels/{notification_channel_id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a webhook a new secret; for a while both sign
         * @description At most two secrets sign: a third rotation within the grace ends the oldest at once.
         */
        readonly post: operations["rotateNotificationChannel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/notification-channels/{notification_channel_id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test to a notification channel, whether it is switched on or not
         * @description It is tried once, within seconds. GET /v1/deliveries/{delivery_id} says what happened.
         */
        readonly post: operations["testNotificationChannel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was sent or is to be sent to notification channels, newest first
         * @description Deliveries are listed for 90 days. With a filter a page may be short, or empty: `next_cursor` leads on until it is null.
         */
        readonly get: operations["listDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/deliveries/{delivery_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a delivery and its attempts */
        readonly get: operations["getDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/deliveries/{delivery_id}/redeliver": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a delivery once more, under the same id and from the beginning of the schedule
         * @description One that is still pending is answered as it is.
         */
        readonly post: operations["redeliver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/quarantine": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List messages that failed every try and are kept, newest first */
        readonly get: operations["listQuarantine"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/quarantine/{quarantine_id}/redrive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a quarantined message to its queue again; its events count once, however often it is sent */
        readonly post: operations["redriveQuarantine"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit-log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List every change of configuration, newest first */
        readonly get: operations["listAuditLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit-log/verification": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Recompute the audit log's hash chain */
        readonly get: operations["verifyAuditLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document */
        readonly get: operations["getOpenApiDocument"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/reference": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document, to read and try in a browser */
        readonly get: operations["getReference"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/reference/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A file of the reference page */
        readonly get: operations["getReferenceFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly SignedUpTenant: {
            readonly tenant: components["schemas"]["Tenant"];
            readonly member: components["schemas"]["Member"];
            readonly api_key: {
                readonly id: string;
                /** @description The whole key, shown this once. Null where a retry finds the tenant made. */
                readonly secret: string | null;
            };
        };
        readonly Tenant: {
            readonly id: string;
            readonly name: string;
            /** @description Its days and months. Fixed at sign-up. */
            readonly time_zone: string;
            /** @description Of every amount. Fixed at sign-up. */
            readonly currency: string;
            /** @description Whether who asked for an exception may approve it. Null: only while there is one member. */
            readonly approve_own_exceptions: boolean | null;
            readonly created_at: string;
        };
        readonly Member: {
            readonly id: string;
            readonly email: string;
            /** @enum {string} */
            readonly role: "owner" | "admin" | "finance" | "engineer" | "viewer";
            /**
             * @description Active from the first token that verifies the e-mail.
             * @enum {string}
             */
            readonly status: "invited" | "active";
            readonly created_at: string;
        };
        readonly Problem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @enum {string} */
            readonly code: "alert_not_found" | "alert_rule_already_exists" | "alert_rule_limit_reached" | "alert_rule_not_found" | "alert_resolved" | "api_key_limit_reached" | "api_key_not_found" | "api_key_paused" | "attribution_rule_limit_reached" | "attribution_rule_not_found" | "body_too_large" | "budget_limit_reached" | "budget_not_found" | "budget_not_hard" | "budget_override_limit_reached" | "budget_override_not_found" | "budget_override_over" | "budget_override_reviewed" | "budget_template_limit_reached" | "caps_unavailable" | "changed_meanwhile" | "currency_rate_limit_reached" | "currency_rate_not_found" | "cursor_invalid" | "decision_not_found" | "directory_not_found" | "encoding_not_supported" | "forbidden" | "hard_budget_limit_reached" | "idempotency_key_in_progress" | "idempotency_key_reused" | "identity_provider_already_exists" | "identity_provider_limit_reached" | "identity_provider_not_found" | "identity_provider_unreachable" | "internal" | "invalid_request" | "last_owner" | "exception_limit_reached" | "exception_not_found" | "exception_not_open" | "malformed_body" | "media_type_not_supported" | "member_already_exists" | "member_limit_reached" | "member_not_found" | "method_not_allowed" | "not_found" | "owner_already_exists" | "owner_limit_reached" | "owner_not_found" | "own_exception" | "pause_already_exists" | "pause_limit_reached" | "pause_not_found" | "precondition_required" | "precondition_failed" | "price_needs_confirmation" | "price_override_limit_reached" | "price_override_not_found" | "quarantine_entry_not_found" | "query_too_large" | "routing_policy_active" | "routing_policy_limit_reached" | "routing_policy_not_draft" | "routing_policy_not_found" | "rate_limit_already_exists" | "rate_limit_limit_reached" | "rate_limit_not_found" | "rate_limited" | "report_not_found" | "repricing_in_progress" | "repricing_limit_reached" | "repricing_not_found" | "reservation_invalid" | "run_not_found" | "run_limit_already_exists" | "run_limit_limit_reached" | "run_limit_not_found" | "scope_exceeds_minter" | "too_many_events" | "unauthenticated" | "unavailable" | "delivery_not_found" | "email_not_configured" | "notification_channel_disabled" | "notification_channel_limit_reached" | "notification_channel_not_found" | "webhook_id_reused" | "webhook_source_limit_reached" | "webhook_source_not_found";
            readonly detail: string;
            /** @description The request's id. */
            readonly instance: string;
            readonly errors?: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
        };
        /**
         * @example {
         *       "name": "Example Industries",
         *       "time_zone": "Europe/Paris",
         *       "owner": {
         *         "email": "ada@example.com"
         *       }
         *     }
         */
        readonly NewTenant: {
            readonly name: string;
            /** @default UTC */
            readonly time_zone?: string;
            /**
             * @description ISO 4217, of every amount. Fixed from now on. List prices are in US dollars: another needs currency rates.
             * @default USD
             */
            readonly currency?: string;
            readonly owner: {
                /** Format: email */
                readonly email: string;
            };
        };
        /**
         * @example {
         *       "name": "Example Group"
         *     }
         */
        readonly TenantChange: {
            readonly name?: string;
            readonly approve_own_exceptions?: boolean | null;
        };
        /**
         * @example {
         *       "email": "grace@example.com",
         *       "role": "finance"
         *     }
         */
        readonly NewMember: {
            /** Format: email */
            readonly email: string;
            /** @enum {string} */
            readonly role: "owner" | "admin" | "finance" | "engineer" | "viewer";
        };
        /**
         * @example {
         *       "role": "admin"
         *     }
         */
        readonly MemberChange: {
            /** @enum {string} */
            readonly role: "owner" | "admin" | "finance" | "engineer" | "viewer";
        };
        readonly ApiKeyWithSecret: {
            readonly api_key: components["schemas"]["ApiKey"];
            /** @description The whole key, shown this once. Null where a retry finds the key made. */
            readonly secret: string | null;
        };
        readonly ApiKey: {
            readonly id: string;
            readonly name: string;
            readonly scopes: readonly ("events:write" | "imports:write" | "outcomes:write" | "spend:read" | "budgets:read" | "budgets:write" | "alerts:read" | "attribution:read" | "attribution:write" | "routes:read" | "routes:write" | "exceptions:read" | "exceptions:write" | "decisions:read" | "decisions:write" | "limits:read" | "limits:write" | "api-keys:read" | "api-keys:write" | "members:read" | "members:write" | "identity-providers:read" | "identity-providers:write" | "tenants:read" | "tenants:write" | "audit-log:read" | "quarantine:read" | "quarantine:write" | "prices:read" | "webhook-sources:read" | "webhook-sources:write" | "notification-channels:read" | "notification-channels:write" | "prices:write" | "repricings:read" | "repricings:write" | "closed-months:read" | "closed-months:write" | "pauses:read" | "pauses:write" | "alerts:write")[];
            /** @enum {string} */
            readonly status: "active" | "revoked";
            readonly expires_at: string | null;
            readonly secrets: readonly {
                readonly last_four: string;
                /** @description Null: as long as the key is. */
                readonly valid_until: string | null;
            }[];
            readonly created_at: string;
            /** @description The key or member that made it. */
            readonly created_by: string;
            readonly binding: {
                readonly [key: string]: string;
            };
            /** @enum {string} */
            readonly binding_mode: "default" | "enforced";
            /** @description The active pause of the key, which refuses it until it is resumed. */
            readonly pause_id: string | null;
        };
        /**
         * @example {
         *       "name": "support gateway",
         *       "scopes": [
         *         "events:write"
         *       ]
         *     }
         */
        readonly NewApiKey: {
            readonly name: string;
            readonly scopes: readonly ("events:write" | "imports:write" | "outcomes:write" | "spend:read" | "budgets:read" | "budgets:write" | "alerts:read" | "attribution:read" | "attribution:write" | "routes:read" | "routes:write" | "exceptions:read" | "exceptions:write" | "decisions:read" | "decisions:write" | "limits:read" | "limits:write" | "api-keys:read" | "api-keys:write" | "members:read" | "members:write" | "identity-providers:read" | "identity-providers:write" | "tenants:read" | "tenants:write" | "audit-log:read" | "quarantine:read" | "quarantine:write" | "prices:read" | "webhook-sources:read" | "webhook-sources:write" | "notification-channels:read" | "notification-channels:write" | "prices:write" | "repricings:read" | "repricings:write" | "closed-months:read" | "closed-months:write" | "pauses:read" | "pauses:write" | "alerts:write")[];
            readonly expires_at?: string | null;
            readonly binding?: components["schemas"]["ApiKeyBinding"];
            readonly binding_mode?: components["schemas"]["ApiKeyBindingMode"];
        };
        /**
         * @description What usage that the key sends belongs to, where the event does not say it: values of business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class. It holds for what is recorded from now on.
         * @default {}
         * @example {
         *       "department": "support",
         *       "application": "copilot"
         *     }
         */
        readonly ApiKeyBinding: {
            readonly [key: string]: string;
        };
        /**
         * @description `default` fills in what an event does not say. `enforced` also refuses what names another value of a bound dimension.
         * @default default
         * @enum {string}
         */
        readonly ApiKeyBindingMode: "default" | "enforced";
        /**
         * @example {
         *       "name": "support gateway, Paris",
         *       "scopes": [
         *         "events:write"
         *       ]
         *     }
         */
        readonly ApiKeyChange: {
            readonly name?: string;
            readonly scopes?: readonly ("events:write" | "imports:write" | "outcomes:write" | "spend:read" | "budgets:read" | "budgets:write" | "alerts:read" | "attribution:read" | "attribution:write" | "routes:read" | "routes:write" | "exceptions:read" | "exceptions:write" | "decisions:read" | "decisions:write" | "limits:read" | "limits:write" | "api-keys:read" | "api-keys:write" | "members:read" | "members:write" | "identity-providers:read" | "identity-providers:write" | "tenants:read" | "tenants:write" | "audit-log:read" | "quarantine:read" | "quarantine:write" | "prices:read" | "webhook-sources:read" | "webhook-sources:write" | "notification-channels:read" | "notification-channels:write" | "prices:write" | "repricings:read" | "repricings:write" | "closed-months:read" | "closed-months:write" | "pauses:read" | "pauses:write" | "alerts:write")[];
            readonly expires_at?: string | null;
            readonly binding?: components["schemas"]["ApiKeyBinding"];
            readonly binding_mode?: components["schemas"]["ApiKeyBindingMode"];
        };
        /**
         * @example {
         *       "grace_seconds": 3600
         *     }
         */
        readonly ApiKeyRotation: {
            readonly grace_seconds: number;
        };
        readonly IdentityProvider: {
            readonly id: string;
            readonly issuer: string;
            readonly audience: string;
            readonly created_at: string;
        };
        /**
         * @example {
         *       "issuer": "https://login.example.com",
         *       "audience": "outlay:ten_01kaz5e1b2c3d4e5f6g7h8j9km",
         *       "token": "eyJ…"
         *     }
         */
        readonly NewIdentityProvider: {
            /**
             * Format: uri
             * @description Exactly as tokens and the discovery document name it. Public, https, on port 443.
             */
            readonly issuer: string;
            /** @description Contains the tenant's id. */
            readonly audience: string;
            /** @description A valid token of this issuer for this audience. */
            readonly token: string;
        };
        readonly Spend: {
            readonly items: readonly components["schemas"]["SpendItem"][];
            /** @description Of all items, not of this page alone. */
            readonly totals: {
                readonly [key: string]: string | number;
            };
            /** @description Of all items. */
            readonly metrics?: {
                readonly [key: string]: string | number | null;
            };
            /** @description Of all items. */
            readonly compared?: {
                readonly [key: string]: {
                    readonly earlier: string | number | null;
                    readonly change: string | number | null;
                    /** @description Two decimals; null where there was nothing earlier. */
                    readonly change_percent: string | null;
                };
            };
            /** @description Local dates, half-open. */
            readonly compared_with?: {
                readonly from: string;
                readonly to: string;
            };
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
            readonly next_cursor: string | null;
        };
        readonly SpendItem: {
            /**
             * @description The local hour (2026-10-25T02:00+02:00), date, Monday, month, or `from`.
             * @example 2026-11
             */
            readonly period: string;
            /** @description Null in the rest alone. */
            readonly dimensions: {
                readonly [key: string]: string | null;
            };
            /** @description All groups of the period that are not among the top. */
            readonly is_rest: boolean;
            readonly measures: components["schemas"]["Measures"];
            readonly metrics?: components["schemas"]["Metrics"];
            readonly compared?: components["schemas"]["Compared"];
            /** @description Lists the events behind it. Null where the link would be too long. */
            readonly events: string | null;
            /** @description Lists the rows that outcomes added to it; with the events they are all of it. */
            readonly outcomes: string | null;
        };
        readonly Measures: {
            readonly [key: string]: string | number;
        };
        /** @description Null where a metric says nothing: docs/metrics.md says when. */
        readonly Metrics: {
            readonly [key: string]: string | number | null;
        };
        /** @description By measure and metric. */
        readonly Compared: {
            readonly [key: string]: {
                readonly earlier: string | number | null;
                readonly change: string | number | null;
                /** @description Two decimals; null where there was nothing earlier. */
                readonly change_percent: string | null;
            };
        };
        /**
         * @example {
         *       "measures": [
         *         "cost",
         *         "events"
         *       ],
         *       "metrics": [
         *         "cost_per_run"
         *       ],
         *       "group_by": [
         *         "department"
         *       ],
         *       "not": {
         *         "environment": [
         *           "experiment"
         *         ]
         *       },
         *       "from": "2026-11-01",
         *       "to": "2026-12-01",
         *       "top": {
         *         "count": 5,
         *         "by": "cost"
         *       },
         *       "order_by": {
         *         "by": "cost"
         *       },
         *       "compare": "previous_period"
         *     }
         */
        readonly SpendQuery: {
            readonly measures?: readonly ("cost" | "cost_premium" | "events" | "unpriced_events" | "unpriced_calls" | "response_cache_hits" | "run_starts" | "input_tokens" | "cache_read_tokens" | "cache_write_5m_tokens" | "cache_write_1h_tokens" | "input_audio_tokens" | "input_image_tokens" | "output_tokens" | "output_audio_tokens" | "output_image_tokens" | "reasoning_tokens" | "requests" | "tool_calls" | "retrieval_calls" | "agent_steps" | "web_searches" | "rerank_units" | "code_seconds" | "compute_seconds" | "audio_seconds" | "pages" | "images" | "gb_hours" | "cost_input" | "cost_cache_read" | "cost_cache_write" | "cost_output" | "cost_tool_calls" | "cost_browsing" | "cost_code_execution" | "cost_retrieval" | "cost_reranking" | "cost_embedding" | "cost_indexing" | "cost_storage" | "cost_source_refresh" | "cost_permission_sync" | "cost_orchestration" | "cost_evaluation" | "cost_human_review" | "cost_estimated" | "cost_allocated" | "cost_reported" | "cost_compared" | "cost_cause_retry" | "cost_cause_loop" | "cost_cause_fallback" | "cost_cause_exception" | "cost_cause_evaluation" | "cost_cause_abandoned" | "cost_cause_blocked" | "cost_of_tasks" | "cost_of_accepted" | "reported_events" | "reported_events_without_rate" | "retry_events" | "loop_events" | "fallback_events" | "exception_events" | "evaluation_events" | "abandoned_events" | "blocked_events" | "outcomes" | "task_outcomes" | "accepted_outcomes" | "rejected_outcomes" | "completed_outcomes" | "reworked_outcomes" | "reviewed_outcomes" | "redacted_outcomes" | "blocked_outcomes" | "abandoned_outcomes" | "review_seconds")[];
            /**
             * @description docs/metrics.md says what each is.
             * @default []
             */
            readonly metrics?: readonly ("cost_per_run" | "cost_per_task" | "cost_per_completed_workflow" | "cost_per_accepted_output" | "total_input_tokens" | "total_output_tokens" | "output_ratio" | "premium_share" | "fallback_rate" | "cache_hit_rate" | "cached_input_share" | "retry_cost" | "loop_cost" | "abandoned_cost" | "blocked_cost" | "exception_cost" | "human_review_time" | "human_review_cost" | "acceptance_rate" | "completion_rate" | "rework_rate" | "active_users" | "useful_cost" | "useful_share")[];
            /**
             * @description Of: business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, source, provider, model, model_tier, operation, status, service_tier, region, route, route_type, task_class, unpriced_reason, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group, filled_by, fallback_from, or `tag:<name>`
             * @default []
             */
            readonly group_by?: readonly string[];
            /**
             * @description By dimension, of: business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, source, provider, model, model_tier, operation, status, service_tier, region, route, route_type, task_class, unpriced_reason, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group, filled_by, fallback_from, or `tag:<name>`. `unattributed` is no value.
             * @default {}
             */
            readonly filters?: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @description Values that are left out, by dimension.
             * @default {}
             */
            readonly not?: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @description Weeks begin on Monday.
             * @default total
             * @enum {string}
             */
            readonly granularity?: "hour" | "day" | "week" | "month" | "total";
            /**
             * Format: date
             * @description First local date. Without it, the first of this month.
             */
            readonly from?: string;
            /**
             * Format: date
             * @description The local date after the last. Without it, tomorrow.
             */
            readonly to?: string;
            /**
             * @default {
             *       "by": "period"
             *     }
             */
            readonly order_by?: {
                readonly by: "period" | ("cost" | "cost_premium" | "events" | "unpriced_events" | "unpriced_calls" | "response_cache_hits" | "run_starts" | "input_tokens" | "cache_read_tokens" | "cache_write_5m_tokens" | "cache_write_1h_tokens" | "input_audio_tokens" | "input_image_tokens" | "output_tokens" | "output_audio_tokens" | "output_image_tokens" | "reasoning_tokens" | "requests" | "tool_calls" | "retrieval_calls" | "agent_steps" | "web_searches" | "rerank_units" | "code_seconds" | "compute_seconds" | "audio_seconds" | "pages" | "images" | "gb_hours" | "cost_input" | "cost_cache_read" | "cost_cache_write" | "cost_output" | "cost_tool_calls" | "cost_browsing" | "cost_code_execution" | "cost_retrieval" | "cost_reranking" | "cost_embedding" | "cost_indexing" | "cost_storage" | "cost_source_refresh" | "cost_permission_sync" | "cost_orchestration" | "cost_evaluation" | "cost_human_review" | "cost_estimated" | "cost_allocated" | "cost_reported" | "cost_compared" | "cost_cause_retry" | "cost_cause_loop" | "cost_cause_fallback" | "cost_cause_exception" | "cost_cause_evaluation" | "cost_cause_abandoned" | "cost_cause_blocked" | "cost_of_tasks" | "cost_of_accepted" | "reported_events" | "reported_events_without_rate" | "retry_events" | "loop_events" | "fallback_events" | "exception_events" | "evaluation_events" | "abandoned_events" | "blocked_events" | "outcomes" | "task_outcomes" | "accepted_outcomes" | "rejected_outcomes" | "completed_outcomes" | "reworked_outcomes" | "reviewed_outcomes" | "redacted_outcomes" | "blocked_outcomes" | "abandoned_outcomes" | "review_seconds");
                /**
                 * @description Of a measure; without it the most comes first. By period it is always ascending.
                 * @enum {string}
                 */
                readonly direction?: "ascending" | "descending";
            };
            /** @description Only the groups with the most of a measure over the whole range; all others are one item a period, with `is_rest` true. */
            readonly top?: {
                readonly count: number;
                /**
                 * @default cost
                 * @enum {string}
                 */
                readonly by?: "cost" | "cost_premium" | "events" | "unpriced_events" | "unpriced_calls" | "response_cache_hits" | "run_starts" | "input_tokens" | "cache_read_tokens" | "cache_write_5m_tokens" | "cache_write_1h_tokens" | "input_audio_tokens" | "input_image_tokens" | "output_tokens" | "output_audio_tokens" | "output_image_tokens" | "reasoning_tokens" | "requests" | "tool_calls" | "retrieval_calls" | "agent_steps" | "web_searches" | "rerank_units" | "code_seconds" | "compute_seconds" | "audio_seconds" | "pages" | "images" | "gb_hours" | "cost_input" | "cost_cache_read" | "cost_cache_write" | "cost_output" | "cost_tool_calls" | "cost_browsing" | "cost_code_execution" | "cost_retrieval" | "cost_reranking" | "cost_embedding" | "cost_indexing" | "cost_storage" | "cost_source_refresh" | "cost_permission_sync" | "cost_orchestration" | "cost_evaluation" | "cost_human_review" | "cost_estimated" | "cost_allocated" | "cost_reported" | "cost_compared" | "cost_cause_retry" | "cost_cause_loop" | "cost_cause_fallback" | "cost_cause_exception" | "cost_cause_evaluation" | "cost_cause_abandoned" | "cost_cause_blocked" | "cost_of_tasks" | "cost_of_accepted" | "reported_events" | "reported_events_without_rate" | "retry_events" | "loop_events" | "fallback_events" | "exception_events" | "evaluation_events" | "abandoned_events" | "blocked_events" | "outcomes" | "task_outcomes" | "accepted_outcomes" | "rejected_outcomes" | "completed_outcomes" | "reworked_outcomes" | "reviewed_outcomes" | "redacted_outcomes" | "blocked_outcomes" | "abandoned_outcomes" | "review_seconds";
            };
            /**
             * @description The same length right before; by total, of one whole month the month before. By total, by day, and by week of whole weeks.
             * @enum {string}
             */
            readonly compare?: "previous_period";
            /**
             * @description Without it, what the `Accept` header asks for.
             * @enum {string}
             */
            readonly format?: "json" | "csv" | "ndjson";
            /** @default 50 */
            readonly limit?: number;
            /** @description `next_cursor` of the page before. */
            readonly cursor?: string;
        };
        readonly SpendRecords: {
            readonly items: readonly components["schemas"]["SpendRecord"][];
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
            /** @description Null at the end. A page can be empty and still have a next one: a range is walked in parts. */
            readonly next_cursor: string | null;
        };
        readonly SpendRecord: {
            /**
             * @description The local date.
             * @example 2026-11-02
             */
            readonly date: string;
            /** @description `unattributed` is no value. */
            readonly department: string;
            /** @description `unattributed` is no value. */
            readonly workspace: string;
            /** @description `unattributed` is no value. */
            readonly user_group: string;
            /** @description `unattributed` is no value. */
            readonly workflow: string;
            /** @description `unattributed` is no value. */
            readonly project_code: string;
            /** @description `unattributed` is no value. */
            readonly environment: string;
            /** @description `unattributed` is no value. */
            readonly provider: string;
            /** @description `unattributed` is no value. */
            readonly model: string;
            /** @description `unattributed` is no value. */
            readonly model_tier: string;
            /** @description `unattributed` is no value. */
            readonly route_type: string;
            /** @description `unattributed` is no value. */
            readonly data_class: string;
            /** @description `unattributed` is no value. */
            readonly fallback_model: string;
            /** @description `unattributed` is no value. */
            readonly run_status: string;
            /** @description Of the workflow, else of the workspace, the department or the tier of models; null where none has one. */
            readonly budget_owner: string | null;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly events: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly input_tokens: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly cache_read_tokens: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly cache_write_5m_tokens: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly cache_write_1h_tokens: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly output_tokens: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly retrieval_calls: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly tool_calls: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly agent_steps: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly cache_hits: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly accepted_outputs: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly human_reviews: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly human_review_seconds: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly redactions: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly blocks: number | string;
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            readonly currency: string;
        };
        readonly Reports: {
            readonly items: readonly {
                readonly name: string;
                readonly question: string;
                readonly path: string;
                /** @description What a row is of. */
                readonly dimensions: readonly string[];
                readonly columns: readonly {
                    readonly name: string;
                    /** @enum {string} */
                    readonly kind: "amount" | "count" | "ratio" | "text";
                    readonly description: string;
                    /** @description Whether totals have it. */
                    readonly adds_up: boolean;
                }[];
                /** @description The column that `min_cost` is held against. */
                readonly money: string;
                /** @description The column by which rows are ordered, unless asked otherwise. */
                readonly order_by: string;
                readonly order_columns: readonly string[];
                /** @description How a saving is computed, and what that assumes. */
                readonly saving: string | null;
                readonly parameters: readonly {
                    readonly name: string;
                    readonly default: string | null;
                    readonly description: string;
                }[];
            }[];
            /** @description Questions that other requests answer. */
            readonly elsewhere: readonly {
                readonly question: string;
                readonly path: string;
            }[];
        };
        readonly Report: {
            readonly report: string;
            readonly question: string;
            readonly from: string;
            readonly to: string;
            readonly order_by: string;
            readonly items: readonly components["schemas"]["ReportRow"][];
            /** @description Of all rows, not of this page alone. */
            readonly totals: {
                /** @description Rows. */
                readonly count: number;
                /** @description Of the columns that add up. */
                readonly figures: {
                    readonly [key: string]: string | number;
                };
                readonly saving: components["schemas"]["ReportSaving"] | null;
            };
            /** @description Of rows below `min_cost`, which are not listed. */
            readonly below: {
                /** @description Rows. */
                readonly count: number;
                /** @description Of the columns that add up. */
                readonly figures: {
                    readonly [key: string]: string | number;
                };
                readonly saving: components["schemas"]["ReportSaving"] | null;
            };
            /** @description What cannot be judged as the rows are, and why: what is not known is not said to be low. */
            readonly apart: readonly {
                readonly reason: string;
                readonly says: string;
                readonly count: number;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly cost: string;
                /** @description The 100 greatest. */
                readonly items: readonly {
                    readonly dimensions: {
                        readonly [key: string]: string;
                    };
                    /**
                     * @description A decimal in the tenant's currency, exact.
                     * @example 12.0345
                     */
                    readonly cost: string;
                    /** @description The request that lists the events behind it; null where it would be too long. */
                    readonly events: string | null;
                    /** @description The same of what outcomes add. */
                    readonly outcomes: string | null;
                }[];
            }[];
            /** @description Sentences that hold for all of it. */
            readonly notes: readonly string[];
            /**
             * @description All that `GET /v1/spend` says of the same range and filters.
             * @example 12.0345
             */
            readonly spend: string;
            /** @description Events of it without a price, which count as nothing everywhere here: `GET /v1/unpriced` lists them. */
            readonly unpriced_events: number | string;
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
            readonly next_cursor: string | null;
        };
        readonly ReportRow: {
            readonly dimensions: {
                readonly [key: string]: string;
            };
            /** @description By column: `GET /v1/reports` says what each is. */
            readonly figures: {
                readonly [key: string]: string | number | null;
            };
            readonly saving: components["schemas"]["ReportSaving"] | null;
            readonly advice: string;
            /** @description The request that lists the events behind it; null where it would be too long. */
            readonly events: string | null;
            /** @description The same of what outcomes add. */
            readonly outcomes: string | null;
        };
        readonly ReportSaving: {
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly amount: string;
            /** @description A price hangs on single requests, so that the figure is near, and not exact to the last digit. */
            readonly is_estimated: boolean;
        };
        readonly MetricsOfRange: {
            readonly metrics: readonly {
                readonly name: string;
                /**
                 * @description currency: of the tenant's; share: of one, so that 0.25 is a quarter; ratio: so many for each.
                 * @enum {string}
                 */
                readonly unit: "currency" | "share" | "ratio" | "count" | "tokens" | "seconds";
                /** @description Null where it says nothing: see null_when. */
                readonly value: string | number | null;
                readonly formula: string;
                readonly null_when: string | null;
                /** @description False of what comes of budgets and forecasts: filters do not narrow it. */
                readonly is_filtered: boolean;
            }[];
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
        };
        readonly Forecast: {
            readonly period: {
                readonly from: string;
                readonly to: string;
            };
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
            /** @description Whole days before today that it is made of: 112, or fewer where few queries do not reach so far. */
            readonly history_days: number;
            readonly total: components["schemas"]["ScopeForecast"];
            readonly groups: readonly {
                readonly value: string;
                /**
                 * @description Within the period so far, exact.
                 * @example 12.0345
                 */
                readonly spent: string;
                /** @description Of the whole period, `spent` included; null where nothing can be said, for the `reason`. */
                readonly forecast: components["schemas"]["Estimate"] | null;
                readonly method: ("mean" | "level" | "trend" | "last_week") | null;
                /** @description Whether weekdays differ in it. */
                readonly is_weekly: boolean;
                /** @description Why this method, or why there is no forecast. */
                readonly reason: string;
                readonly days: readonly {
                    readonly date: string;
                    /** @description Exact, of today so far; null of days to come. */
                    readonly spent: string | null;
                    /** @description Of the whole day; null of days that are over. */
                    readonly forecast: components["schemas"]["Estimate"] | null;
                }[];
            }[];
            /** @description Values that are in the total and have no forecast of their own here. */
            readonly groups_left: number;
            /** @description Of all those values as one; null where there are none. */
            readonly rest: components["schemas"]["ScopeForecast"] | null;
        };
        readonly ScopeForecast: {
            /**
             * @description Within the period so far, exact.
             * @example 12.0345
             */
            readonly spent: string;
            /** @description Of the whole period, `spent` included; null where nothing can be said, for the `reason`. */
            readonly forecast: components["schemas"]["Estimate"] | null;
            readonly method: ("mean" | "level" | "trend" | "last_week") | null;
            /** @description Whether weekdays differ in it. */
            readonly is_weekly: boolean;
            /** @description Why this method, or why there is no forecast. */
            readonly reason: string;
            readonly days: readonly {
                readonly date: string;
                /** @description Exact, of today so far; null of days to come. */
                readonly spent: string | null;
                /** @description Of the whole day; null of days that are over. */
                readonly forecast: components["schemas"]["Estimate"] | null;
            }[];
        };
        /** @description What is expected, and between what it lies in 80 and in 95 of 100 cases. */
        readonly Estimate: {
            /**
             * @description An estimate: a decimal in the tenant's currency, to six digits after the point.
             * @example 1204.5
             */
            readonly mean: string;
            /**
             * @description An estimate: a decimal in the tenant's currency, to six digits after the point.
             * @example 1204.5
             */
            readonly low_80: string;
            /**
             * @description An estimate: a decimal in the tenant's currency, to six digits after the point.
             * @example 1204.5
             */
            readonly high_80: string;
            /**
             * @description An estimate: a decimal in the tenant's currency, to six digits after the point.
             * @example 1204.5
             */
            readonly low_95: string;
            /**
             * @description An estimate: a decimal in the tenant's currency, to six digits after the point.
             * @example 1204.5
             */
            readonly high_95: string;
        };
        readonly ForecastAccuracy: {
            readonly month: string;
            readonly currency: string;
            /** Format: date-time */
            readonly as_of: string;
            /** @description Of all items, not of this page alone. */
            readonly summary: readonly {
                /** @enum {string} */
                readonly kind: "tenant" | "budget" | "department" | "workflow" | "model";
                readonly on: string;
                readonly forecasts: number;
                /** @description Mean absolute error (MAPE). */
                readonly mean_error_percent: number | null;
                /** @description How many of them came within the 80 % interval. */
                readonly within_80: number;
                readonly within_95: number;
            }[];
            readonly items: readonly {
                /** @enum {string} */
                readonly kind: "tenant" | "budget" | "department" | "workflow" | "model";
                /** @description Of the dimension, or of a budget's template. */
                readonly value: string | null;
                readonly budget_id: string | null;
                readonly period: {
                    readonly from: string;
                    readonly to: string;
                };
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly actual: string;
                readonly forecasts: readonly {
                    /** @description The local date at whose start it was made. */
                    readonly on: string;
                    readonly forecast: components["schemas"]["Estimate"];
                    /**
                     * @description What was forecast less what came.
                     * @example 1204.5
                     */
                    readonly error: string;
                    /** @description Of what came; null where nothing came. */
                    readonly error_percent: number | null;
                    readonly within_80: boolean;
                    readonly within_95: boolean;
                }[];
            }[];
            /** @description Why there are no items at all; null where there are some. */
            readonly reason: string | null;
            /** @description Kinds of which a night forecast nothing, and why. */
            readonly left_out: readonly {
                /** @enum {string} */
                readonly kind: "tenant" | "budget" | "department" | "workflow" | "model";
                readonly on: string;
                readonly reason: string;
            }[];
            readonly next_cursor: string | null;
        };
        readonly AttributionRule: {
            readonly id: string;
            readonly name: string;
            readonly priority: number;
            readonly match: {
                readonly [key: string]: readonly string[];
            };
            readonly set: {
                readonly [key: string]: string;
            };
            readonly enabled: boolean;
            readonly created_at: string;
            readonly updated_at: string;
        };
        /**
         * @description `match` lists values by dimension (business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, source, provider, model, model_tier, operation, status, service_tier, region, route, route_type, task_class, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group, fallback_from, or `tag:<name>`): a list is OR, several dimensions are AND, `unattributed` is no value, a trailing `*` is any value with that beginning, and {} matches all. Rules run by `priority`, lower first, then the older first; each sees what those before it filled, and the first that sets a dimension wins. None changes what the event states or its key is bound to. `set` names one or more of: business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group; those of the consumer count where the event names a consumer.
         * @example {
         *       "name": "The copilot is support's",
         *       "priority": 100,
         *       "match": {
         *         "application": [
         *           "copilot"
         *         ],
         *         "source": [
         *           "support-*"
         *         ]
         *       },
         *       "set": {
         *         "department": "support"
         *       }
         *     }
         */
        readonly AttributionRuleInput: {
            readonly name: string;
            /** @default 100 */
            readonly priority?: number;
            /** @default {} */
            readonly match?: {
                readonly [key: string]: readonly string[];
            };
            readonly set: {
                readonly [key: string]: string;
            };
            /** @default true */
            readonly enabled?: boolean;
        };
        readonly AttributionPreview: {
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            readonly as_of: string;
            readonly total: components["schemas"]["CostAndEvents"];
            readonly matched: components["schemas"]["PartOfSpend"];
            /** @description Dimensions in which something moves; `moves` and `rest` add up to `moved`. */
            readonly changed: readonly {
                readonly dimension: string;
                readonly moved: components["schemas"]["PartOfSpend"];
                readonly moves: readonly {
                    /** @description `unattributed` is no value. */
                    readonly from: string;
                    /** @description `unattributed` is no value. */
                    readonly to: string;
                    /**
                     * @description A decimal in the tenant's currency, exact.
                     * @example 12.0345
                     */
                    readonly cost: string;
                    /** @description A string of digits beyond 2^53 - 1. */
                    readonly events: number | string;
                }[];
                readonly rest: components["schemas"]["RestOfSpend"];
            }[];
            readonly unattributed: readonly {
                readonly dimension: string;
                readonly before: components["schemas"]["PartOfSpend"];
                readonly after: components["schemas"]["PartOfSpend"];
            }[];
        };
        readonly CostAndEvents: {
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly events: number | string;
        };
        readonly PartOfSpend: {
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly events: number | string;
            /**
             * @description part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0
             * @example {
             *       "cost": "0.25",
             *       "events": "0.5"
             *     }
             */
            readonly share: {
                readonly cost: string;
                readonly events: string;
            };
        };
        /** @description What is not named beside it: how many, and their sum. */
        readonly RestOfSpend: {
            readonly count: number;
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly events: number | string;
        };
        /**
         * @description Drafts run as if they were enabled. `rules` may be empty, to see what those that are replaced do.
         * @example {
         *       "rule": {
         *         "name": "The copilot is support's",
         *         "priority": 100,
         *         "match": {
         *           "application": [
         *             "copilot"
         *           ],
         *           "source": [
         *             "support-*"
         *           ]
         *         },
         *         "set": {
         *           "department": "support"
         *         }
         *       },
         *       "from": "2026-10-01",
         *       "to": "2026-11-01"
         *     }
         */
        readonly AttributionPreviewInput: {
            readonly rule?: {
                readonly name: string;
                /** @default 100 */
                readonly priority?: number;
                /** @default {} */
                readonly match?: {
                    readonly [key: string]: readonly string[];
                };
                readonly set: {
                    readonly [key: string]: string;
                };
                /** @default true */
                readonly enabled?: boolean;
            };
            readonly rules?: readonly {
                readonly name: string;
                /** @default 100 */
                readonly priority?: number;
                /** @default {} */
                readonly match?: {
                    readonly [key: string]: readonly string[];
                };
                readonly set: {
                    readonly [key: string]: string;
                };
                /** @default true */
                readonly enabled?: boolean;
            }[];
            /**
             * @description Rules that would no longer be. A draft takes the place of the one at its own place here.
             * @default []
             */
            readonly replaces?: readonly string[];
            /**
             * Format: date
             * @description First local date. Without it, the first of last month.
             */
            readonly from?: string;
            /**
             * Format: date
             * @description The local date after the last. Without it, the first of this month.
             */
            readonly to?: string;
        };
        readonly Directory: {
            /** @description Equal directories have equal versions. */
            readonly version: string;
            /** @enum {string} */
            readonly format: "csv" | "scim";
            readonly users: number;
            /** @description Distinct user groups. */
            readonly groups: number;
            readonly updated_at: string;
        };
        readonly DirectoryUser: {
            readonly user: string;
            readonly aliases: readonly string[];
            readonly attribution: {
                readonly [key: string]: string;
            };
        };
        /**
         * @description SCIM 2.0: a list response of users and groups, all in one body.
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:api:messages:2.0:ListResponse"
         *       ],
         *       "totalResults": 2,
         *       "Resources": [
         *         {
         *           "schemas": [
         *             "urn:ietf:params:scim:schemas:core:2.0:User"
         *           ],
         *           "id": "u-17",
         *           "userName": "ann@example.com",
         *           "active": true,
         *           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
         *             "department": "Support",
         *             "division": "EMEA"
         *           }
         *         },
         *         {
         *           "schemas": [
         *             "urn:ietf:params:scim:schemas:core:2.0:Group"
         *           ],
         *           "displayName": "Tier 1",
         *           "members": [
         *             {
         *               "value": "u-17"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly ScimListResponse: {
            readonly Resources: readonly {
                readonly [key: string]: unknown;
            }[];
        } & {
            readonly [key: string]: unknown;
        };
        readonly Owner: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "budget_owner" | "routing_owner" | "vendor_owner" | "reporting_owner";
            readonly dimension: string;
            readonly value: string;
            readonly owner: string;
            readonly created_at: string;
            readonly updated_at: string;
        };
        /**
         * @description A department, workspace, model_tier or workflow has a budget_owner, a route a routing_owner, a provider a vendor_owner, a report (by its name) a reporting_owner: at most one for each value. `owner` is an e-mail address or a member's id.
         * @example {
         *       "kind": "budget_owner",
         *       "dimension": "department",
         *       "value": "support",
         *       "owner": "ann@example.com"
         *     }
         */
        readonly OwnerInput: {
            /** @enum {string} */
            readonly kind: "budget_owner" | "routing_owner" | "vendor_owner" | "reporting_owner";
            /** @enum {string} */
            readonly dimension: "department" | "workspace" | "model_tier" | "workflow" | "route" | "provider" | "report";
            readonly value: string;
            readonly owner: string;
        };
        readonly Unattributed: {
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            readonly as_of: string;
            readonly total: components["schemas"]["CostAndEvents"];
            readonly items: readonly {
                readonly dimension: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly cost: string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /**
                 * @description part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0
                 * @example {
                 *       "cost": "0.25",
                 *       "events": "0.5"
                 *     }
                 */
                readonly share: {
                    readonly cost: string;
                    readonly events: string;
                };
                /**
                 * @description The request that shows what is behind it.
                 * @example /v1/spend?from=2026-11-01&to=2026-12-01&department=unattributed&group_by=source
                 */
                readonly drill_down: string;
                readonly top: readonly {
                    /** @enum {string} */
                    readonly by: "source" | "api_key" | "application";
                    readonly values: readonly {
                        readonly value: string;
                        /**
                         * @description A decimal in the tenant's currency, exact.
                         * @example 12.0345
                         */
                        readonly cost: string;
                        /** @description A string of digits beyond 2^53 - 1. */
                        readonly events: number | string;
                    }[];
                    readonly rest: components["schemas"]["RestOfSpend"];
                }[];
            }[];
        };
        readonly Unowned: {
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            readonly as_of: string;
            readonly total: components["schemas"]["CostAndEvents"];
            readonly items: readonly {
                /** @enum {string} */
                readonly kind: "budget_owner" | "routing_owner" | "vendor_owner" | "reporting_owner";
                readonly dimension: string;
                readonly owned: components["schemas"]["PartOfSpend"];
                readonly unowned: components["schemas"]["PartOfSpend"];
                readonly unattributed: components["schemas"]["PartOfSpend"];
                readonly values: readonly {
                    readonly value: string;
                    /**
                     * @description A decimal in the tenant's currency, exact.
                     * @example 12.0345
                     */
                    readonly cost: string;
                    /** @description A string of digits beyond 2^53 - 1. */
                    readonly events: number | string;
                    /**
                     * @description part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0
                     * @example {
                     *       "cost": "0.25",
                     *       "events": "0.5"
                     *     }
                     */
                    readonly share: {
                        readonly cost: string;
                        readonly events: string;
                    };
                    /**
                     * @description The request that shows what is behind it.
                     * @example /v1/spend?from=2026-11-01&to=2026-12-01&department=unattributed&group_by=source
                     */
                    readonly drill_down: string;
                }[];
                readonly rest: components["schemas"]["RestOfSpend"];
            }[];
        };
        readonly Unpriced: {
            readonly items: readonly {
                readonly provider: string | null;
                readonly model: string | null;
                readonly operation: string;
                /** @example unknown_model */
                readonly reason: string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly input_tokens: number | string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly output_tokens: number | string;
                /** @description What its unpriced tokens cost at the highest list rates of the provider, of all providers where it is not listed. Null where there are no such tokens, or nothing converts dollars. */
                readonly worst_case: string | null;
            }[];
            readonly totals: {
                /** @description A string of digits beyond 2^53 - 1. */
                readonly unpriced_events: number | string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly unpriced_calls: number | string;
                /**
                 * @description Of the items that have one.
                 * @example 12.0345
                 */
                readonly worst_case: string;
            };
        };
        readonly CostDifferences: {
            readonly items: readonly {
                readonly source: string;
                readonly provider: string | null;
                readonly model: string | null;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly reported_cost: string;
                /**
                 * @description Of the same events, without the orchestration around them.
                 * @example 12.0345
                 */
                readonly our_cost: string;
                /**
                 * @description Ours less what is reported.
                 * @example 12.0345
                 */
                readonly difference: string;
                /**
                 * @description Of what is reported; null where that is nothing.
                 * @example -3.5
                 */
                readonly difference_percent: string | null;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /** @description Their reported cost is in a currency without a rate, and in no sum. */
                readonly events_without_rate: number | string;
            }[];
            readonly totals: {
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly reported_cost: string;
                /**
                 * @description Of the same events, without the orchestration around them.
                 * @example 12.0345
                 */
                readonly our_cost: string;
                /**
                 * @description Ours less what is reported.
                 * @example 12.0345
                 */
                readonly difference: string;
                /**
                 * @description Of what is reported; null where that is nothing.
                 * @example -3.5
                 */
                readonly difference_percent: string | null;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /** @description Their reported cost is in a currency without a rate, and in no sum. */
                readonly events_without_rate: number | string;
            };
            readonly currency: string;
        };
        readonly ListPrice: {
            /** @description The row of the list. Its end names the list's version. */
            readonly id: string;
            readonly provider: string;
            readonly model: string;
            /** @enum {string} */
            readonly service_tier: "standard" | "batch";
            readonly rates: readonly {
                /**
                 * @description The class of tokens.
                 * @example cache_read_tokens
                 */
                readonly tokens: string;
                /** @description 0, or: for the whole request once its input is larger. */
                readonly above_input_tokens: number;
                /**
                 * @description Dollars for a million tokens, exact.
                 * @example 2.5
                 */
                readonly per_million: string;
            }[];
            readonly per_thousand_requests: string | null;
            /** @description UTC date; null: as far back as the list goes. */
            readonly valid_from: string | null;
            /** @description The UTC date from which another row holds. */
            readonly valid_to: string | null;
            /** @description Seconds of the UTC day, half-open, where the row holds for some hours alone. */
            readonly daily_seconds: readonly number[] | null;
        };
        readonly PriceOverride: {
            /** @enum {string} */
            readonly kind: "model_rates";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly provider: string;
            readonly model: string;
            readonly service_tier: string | null;
            readonly currency: string | null;
            readonly rates: {
                readonly input_tokens?: string;
                readonly cache_read_tokens?: string;
                readonly cache_write_5m_tokens?: string;
                readonly cache_write_1h_tokens?: string;
                readonly input_audio_tokens?: string;
                readonly input_image_tokens?: string;
                readonly output_tokens?: string;
                readonly output_audio_tokens?: string;
                readonly output_image_tokens?: string;
            };
            /** @default [] */
            readonly tiers?: readonly {
                readonly above_input_tokens: number;
                readonly rates: {
                    readonly input_tokens?: string;
                    readonly cache_read_tokens?: string;
                    readonly cache_write_5m_tokens?: string;
                    readonly cache_write_1h_tokens?: string;
                    readonly input_audio_tokens?: string;
                    readonly input_image_tokens?: string;
                    readonly output_tokens?: string;
                    readonly output_audio_tokens?: string;
                    readonly output_image_tokens?: string;
                };
            }[];
            readonly per_request: string | null;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        } | {
            /** @enum {string} */
            readonly kind: "adjustment";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default list_prices
             * @enum {string}
             */
            readonly applies_to?: "list_prices" | "own_rates";
            readonly provider: string | null;
            readonly model: string | null;
            readonly service_tier: string | null;
            readonly percent: string;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        } | {
            /** @enum {string} */
            readonly kind: "unit_price";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /** @enum {string} */
            readonly unit: "requests" | "tool_calls" | "retrieval_calls" | "web_searches" | "rerank_units" | "code_seconds" | "compute_seconds" | "audio_seconds" | "pages" | "images" | "gb_hours" | "agent_steps";
            readonly operation: string | null;
            readonly currency: string | null;
            readonly amount: string;
            readonly per: number;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        } | {
            /** @enum {string} */
            readonly kind: "orchestration";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /** @enum {string} */
            readonly basis: "per_run" | "per_call";
            readonly currency: string | null;
            readonly amount: string;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        } | {
            /** @enum {string} */
            readonly kind: "orchestration_share";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly percent: string;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        } | {
            /** @enum {string} */
            readonly kind: "review_rate";
            readonly name: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly role: string | null;
            readonly currency: string | null;
            readonly per_hour: string;
            readonly id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        /**
         * @description One of six kinds; docs/prices.md explains them. `model_rates`: for a million tokens of each class. `adjustment`: per cent on list prices or own rates. `unit_price`: for what is not tokens. `orchestration`: by run or call; `orchestration_share`: per cent of a call's other cost. `review_rate`: an hour of people. In force from `from` until before `to`; null is open. The most specific one in force holds, of equals the one made last.
         * @example {
         *       "kind": "model_rates",
         *       "name": "Negotiated Sonnet",
         *       "provider": "anthropic",
         *       "model": "claude-sonnet-4-5*",
         *       "rates": {
         *         "input_tokens": "2.4",
         *         "cache_read_tokens": "0.24",
         *         "output_tokens": "12"
         *       },
         *       "from": "2026-11-01T00:00:00Z"
         *     }
         */
        readonly PriceOverrideInput: {
            /** @enum {string} */
            readonly kind: "model_rates";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            readonly provider: string;
            readonly model: string;
            /** @default standard */
            readonly service_tier?: string | null;
            /** @default null */
            readonly currency?: string | null;
            readonly rates: {
                readonly input_tokens?: string;
                readonly cache_read_tokens?: string;
                readonly cache_write_5m_tokens?: string;
                readonly cache_write_1h_tokens?: string;
                readonly input_audio_tokens?: string;
                readonly input_image_tokens?: string;
                readonly output_tokens?: string;
                readonly output_audio_tokens?: string;
                readonly output_image_tokens?: string;
            };
            /** @default [] */
            readonly tiers?: readonly {
                readonly above_input_tokens: number;
                readonly rates: {
                    readonly input_tokens?: string;
                    readonly cache_read_tokens?: string;
                    readonly cache_write_5m_tokens?: string;
                    readonly cache_write_1h_tokens?: string;
                    readonly input_audio_tokens?: string;
                    readonly input_image_tokens?: string;
                    readonly output_tokens?: string;
                    readonly output_audio_tokens?: string;
                    readonly output_image_tokens?: string;
                };
            }[];
            /** @default null */
            readonly per_request?: string | null;
            readonly confirm?: boolean;
        } | {
            /** @enum {string} */
            readonly kind: "adjustment";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default list_prices
             * @enum {string}
             */
            readonly applies_to?: "list_prices" | "own_rates";
            /** @default null */
            readonly provider?: string | null;
            /** @default null */
            readonly model?: string | null;
            /** @default null */
            readonly service_tier?: string | null;
            readonly percent: string;
            readonly confirm?: boolean;
        } | {
            /** @enum {string} */
            readonly kind: "unit_price";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /** @enum {string} */
            readonly unit: "requests" | "tool_calls" | "retrieval_calls" | "web_searches" | "rerank_units" | "code_seconds" | "compute_seconds" | "audio_seconds" | "pages" | "images" | "gb_hours" | "agent_steps";
            /**
             * @default null
             * @enum {string|null}
             */
            readonly operation?: "chat" | "completion" | "embedding" | "rerank" | "retrieval" | "tool_call" | "browsing" | "code_execution" | "image" | "audio" | "evaluation" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "human_review" | null;
            /** @default null */
            readonly currency?: string | null;
            readonly amount: string;
            /** @default 1 */
            readonly per?: number;
            readonly confirm?: boolean;
        } | {
            /** @enum {string} */
            readonly kind: "orchestration";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /** @enum {string} */
            readonly basis: "per_run" | "per_call";
            /** @default null */
            readonly currency?: string | null;
            readonly amount: string;
            readonly confirm?: boolean;
        } | {
            /** @enum {string} */
            readonly kind: "orchestration_share";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            readonly percent: string;
            readonly confirm?: boolean;
        } | {
            /** @enum {string} */
            readonly kind: "review_rate";
            readonly name: string;
            /**
             * Format: date-time
             * @default null
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @default null
             */
            readonly to?: string | null;
            /** @default null */
            readonly role?: string | null;
            /** @default null */
            readonly currency?: string | null;
            readonly per_hour: string;
            readonly confirm?: boolean;
        };
        readonly PriceOverridePreview: {
            readonly components: readonly {
                /** @enum {string} */
                readonly component: "input" | "cache_read" | "cache_write" | "output" | "tool_calls" | "browsing" | "code_execution" | "retrieval" | "reranking" | "embedding" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "evaluation" | "human_review";
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
            }[];
            readonly models: readonly {
                readonly provider: string | null;
                readonly model: string | null;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
                /**
                 * @description estimated where the price hangs on single events: tiers, shares, answers from caches, a change within a day.
                 * @enum {string}
                 */
                readonly basis: "exact" | "estimated";
            }[];
            readonly totals: {
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly unpriced_events_before: number | string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly unpriced_events_after: number | string;
            };
            readonly currency: string;
        };
        /**
         * @example {
         *       "override": {
         *         "kind": "adjustment",
         *         "name": "15 % off",
         *         "provider": "openai",
         *         "percent": "-15"
         *       },
         *       "from": "2026-10-10",
         *       "to": "2026-11-10"
         *     }
         */
        readonly PriceOverridePreviewInput: {
            readonly override: components["schemas"]["PriceOverrideInput"];
            /**
             * @description The override that it would replace.
             * @default null
             * @example pov_01kaz5e1b2c3d4e5f6g7h8j9km
             */
            readonly replaces?: string | null;
            /**
             * Format: date
             * @description First local date. Without it, 30 days before to.
             */
            readonly from?: string;
            /**
             * Format: date
             * @description The local date after the last. Without it, tomorrow.
             */
            readonly to?: string;
        };
        readonly CurrencyRate: {
            readonly id: string;
            readonly currency: string;
            readonly rate: string;
            readonly from: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
        };
        /**
         * @description `rate`: units of your currency for one of `currency`, from the local date `from` on, until the next rate of that currency.
         * @example {
         *       "currency": "GBP",
         *       "rate": "1.2715",
         *       "from": "2026-11-01"
         *     }
         */
        readonly CurrencyRateInput: {
            readonly currency: string;
            readonly rate: string;
            /** Format: date */
            readonly from: string;
        };
        readonly RepricingSummary: {
            readonly id: string;
            readonly from: string;
            readonly to: string;
            readonly reason: string;
            /** @enum {string} */
            readonly only: "all" | "unpriced";
            readonly provider: string | null;
            readonly model: string | null;
            readonly attribution: boolean;
            readonly dry_run: boolean;
            /** @description Events that it priced name it so: `GET /v1/events`. */
            readonly generation: number;
            /** @enum {string} */
            readonly status: "running" | "done";
            readonly created_at: string;
            readonly created_by: {
                readonly kind: string;
                readonly id: string;
            };
            readonly completed_at: string | null;
        };
        /**
         * @description `from` and `to` are local dates, half-open. `only: unpriced` leaves what has a price as it is. `provider` and `model` narrow it. With `attribution` the events' dimensions are filled again too, by the rules of now. A `dry_run` says what would change, and changes nothing.
         * @example {
         *       "from": "2026-11-01",
         *       "to": "2026-12-01",
         *       "reason": "The negotiated rate was entered late",
         *       "dry_run": true
         *     }
         */
        readonly RepricingInput: {
            /** Format: date */
            readonly from: string;
            /** Format: date */
            readonly to: string;
            readonly reason: string;
            /**
             * @default all
             * @enum {string}
             */
            readonly only?: "all" | "unpriced";
            /** @default null */
            readonly provider?: string | null;
            /** @default null */
            readonly model?: string | null;
            /** @default false */
            readonly attribution?: boolean;
            /** @default false */
            readonly dry_run?: boolean;
        };
        readonly Repricing: {
            readonly id: string;
            readonly from: string;
            readonly to: string;
            readonly reason: string;
            /** @enum {string} */
            readonly only: "all" | "unpriced";
            readonly provider: string | null;
            readonly model: string | null;
            readonly attribution: boolean;
            readonly dry_run: boolean;
            /** @description Events that it priced name it so: `GET /v1/events`. */
            readonly generation: number;
            /** @enum {string} */
            readonly status: "running" | "done";
            readonly created_at: string;
            readonly created_by: {
                readonly kind: string;
                readonly id: string;
            };
            readonly completed_at: string | null;
            /** @description Of UTC days, one more at each end. */
            readonly progress: {
                readonly days_done: number;
                readonly days: number;
            };
            /** @description A string of digits beyond 2^53 - 1. */
            readonly changed_events: number | string;
            /** @description Of the days that were done, all events of the range and filters. */
            readonly totals: {
                readonly before: components["schemas"]["RepricedSums"];
                readonly after: components["schemas"]["RepricedSums"];
                readonly difference: components["schemas"]["RepricedSums"];
            };
            readonly models: readonly {
                readonly provider: string | null;
                readonly model: string | null;
                readonly before: components["schemas"]["RepricedSums"];
                readonly after: components["schemas"]["RepricedSums"];
                readonly difference: components["schemas"]["RepricedSums"];
            }[];
            /** @description What would differ in months that are closed. It is in no amount of `GET /v1/spend`. */
            readonly adjustments: readonly {
                readonly month: string;
                readonly department: string | null;
                readonly provider: string | null;
                readonly model: string | null;
                readonly difference: components["schemas"]["RepricedSums"];
            }[];
        };
        readonly RepricedSums: {
            /** @description A string of digits beyond 2^53 - 1. */
            readonly events: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly unpriced_events: number | string;
            /** @description A string of digits beyond 2^53 - 1. */
            readonly unpriced_calls: number | string;
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            /** @description What the cost is made of; what is 0 is left out. */
            readonly components: {
                readonly [key: string]: string;
            };
        };
        readonly ClosedMonth: {
            readonly month: string;
            readonly closed_at: string;
            readonly closed_by: {
                readonly kind: string;
                readonly id: string;
            };
        };
        /**
         * @example {
         *       "month": "2026-10"
         *     }
         */
        readonly ClosedMonthInput: {
            readonly month: string;
        };
        readonly Budget: {
            readonly id: string;
            readonly name: string;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly period: {
                /** @enum {string} */
                readonly type: "day" | "week" | "month" | "quarter" | "year";
            } | {
                /** @enum {string} */
                readonly type: "range";
                readonly from: string;
                readonly to: string;
            };
            /**
             * @description Decimal text in the tenant's currency.
             * @example 1500
             */
            readonly amount: string;
            /**
             * @description A soft budget tells; a hard one also denies calls.
             * @enum {string}
             */
            readonly enforcement: "soft" | "hard";
            /**
             * @description Of a hard budget: whether calls pass while nobody can say what it has left.
             * @enum {string}
             */
            readonly on_unavailable: "open" | "closed";
            readonly thresholds: readonly number[];
            readonly owner: string | null;
            readonly created_at: string;
            readonly updated_at: string;
            /** @description Said once the budget is made or replaced: it is allowed, and may not be what was meant. */
            readonly warnings?: readonly {
                /** @enum {string} */
                readonly code: "scope_matches_nothing" | "enforcement_changed";
                readonly text: string;
            }[];
        };
        /**
         * @description `scope` lists values by dimension (business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, provider, model, model_tier, route, operation, or `tag:<name>`): a list is OR, several dimensions are AND, `unattributed` is no value, and {} is the whole company. One dimension may be `["*"]`: a template, one budget for each value, in force from its first call. `enforcement` where it is not stated: hard where `environment` names only experiments or `tag:priority` only `low`, soft otherwise. Periods are of the tenant's time zone; a week begins on Monday, a range holds `from` and ends before `to`. `thresholds` are per cents of the amount at which an alert is raised.
         * @example {
         *       "name": "Support",
         *       "scope": {
         *         "department": [
         *           "support"
         *         ]
         *       },
         *       "period": {
         *         "type": "month"
         *       },
         *       "amount": "1500"
         *     }
         */
        readonly BudgetInput: {
            readonly name: string;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default {
             *       "type": "month"
             *     }
             */
            readonly period?: {
                /** @enum {string} */
                readonly type: "day" | "week" | "month" | "quarter" | "year";
            } | {
                /** @enum {string} */
                readonly type: "range";
                /** Format: date */
                readonly from: string;
                /** Format: date */
                readonly to: string;
            };
            readonly amount: string;
            /** @enum {string} */
            readonly enforcement?: "soft" | "hard";
            /**
             * @default closed
             * @enum {string}
             */
            readonly on_unavailable?: "open" | "closed";
            /**
             * @default [
             *       50,
             *       75,
             *       90,
             *       100
             *     ]
             */
            readonly thresholds?: readonly number[];
            /** @default null */
            readonly owner?: string | null;
        };
        readonly BudgetStatus: {
            readonly budget_id: string;
            /** @description Of a template: the value that this is of. */
            readonly value: string | null;
            readonly name: string;
            readonly owner: string | null;
            readonly period: {
                /** @description E.g. 2026-11, 2026-W45, 2026-Q4. */
                readonly key: string;
                /** @description A local date. */
                readonly from: string;
                /** @description The local date before which the period ends. */
                readonly to: string;
            };
            /** @enum {string} */
            readonly state: "upcoming" | "active" | "ended";
            /** @enum {string} */
            readonly enforcement: "soft" | "hard";
            /**
             * @description The budget's own. Thresholds, per cents and projections are of it.
             * @example 30.5
             */
            readonly amount: string;
            /**
             * @description What overrides in force add.
             * @example 30.5
             */
            readonly override_amount: string;
            /**
             * @description `amount` and `override_amount`: what a hard budget holds calls to.
             * @example 30.5
             */
            readonly effective_amount: string;
            /**
             * @description Decimal text in the tenant's currency.
             * @example 30.5
             */
            readonly spent: string;
            /**
             * @description Held for calls in progress.
             * @example 30.5
             */
            readonly reserved: string;
            /**
             * @description `amount` without `spent`: below zero once more is spent.
             * @example 30.5
             */
            readonly remaining: string;
            /**
             * @description `effective_amount` without `spent` and `reserved`.
             * @example 30.5
             */
            readonly available: string;
            /**
             * @description Rounded down to two decimals.
             * @example 30.50
             */
            readonly percent_used: string;
            /** @description By 24 hours of the period so far. Null in its first hour. */
            readonly burn_rate_per_day: string | null;
            /** @description Spend at the period's end. An estimate. */
            readonly projected_end: string | null;
            /** @description Between what it lies in 80 and in 95 of 100 cases. Estimates; null with a run rate, which knows none. */
            readonly projected_interval: {
                /**
                 * @description Decimal text in the tenant's currency.
                 * @example 30.5
                 */
                readonly low_80: string;
                /**
                 * @description Decimal text in the tenant's currency.
                 * @example 30.5
                 */
                readonly high_80: string;
                /**
                 * @description Decimal text in the tenant's currency.
                 * @example 30.5
                 */
                readonly low_95: string;
                /**
                 * @description Decimal text in the tenant's currency.
                 * @example 30.5
                 */
                readonly high_95: string;
            } | null;
            /** @description How it was projected: `forecast` is what was spent and last night's forecast of the rest; `run_rate` goes on as on average so far. */
            readonly projection: ("forecast" | "run_rate") | null;
            /** @description Why this forecast; of a run rate, why there is no forecast; else why there is no projection. */
            readonly projection_reason: string;
            /** @description The local date on which the amount was, or is projected to be, used up. */
            readonly runs_out_on: string | null;
            /** @description By the intervals' edges: the earliest and latest dates in 80 and 95 of 100 cases; null: not in the period. */
            readonly runs_out_between: {
                readonly early_80: string | null;
                readonly late_80: string | null;
                readonly early_95: string | null;
                readonly late_95: string | null;
            } | null;
            readonly thresholds_reached: {
                /** @description Reached by what is spent. */
                readonly actual: readonly number[];
                /** @description Not yet reached, and reached by `low_80`, or by the run rate where there is no forecast. */
                readonly forecast: readonly number[];
            };
            readonly as_of: string;
        };
        readonly BudgetOverride: {
            readonly id: string;
            readonly budget_id: string;
            readonly value: string | null;
            /** @description What is added, as decimal text in the tenant's currency. */
            readonly amount: string | null;
            /** @description What is added, as per cents of the budget's amount. */
            readonly percent: number | null;
            readonly reason: string;
            /** @enum {string} */
            readonly status: "in_force" | "expired" | "ended";
            readonly approved_by: components["schemas"]["Person"];
            readonly created_at: string;
            readonly expires_at: string;
            readonly ended_at: string | null;
            readonly ended_by: components["schemas"]["Person"] | null;
            readonly reviewed_at: string | null;
            readonly reviewed_by: components["schemas"]["Person"] | null;
            readonly review_note: string | null;
        };
        /** @description Who it was; `name` is a member's e-mail or a key's name, as it was then. */
        readonly Person: {
            /** @enum {string} */
            readonly kind: "api_key" | "member";
            readonly id: string;
            readonly name: string;
        };
        /**
         * @description Either `amount`, or `percent`: whole per cents of the budget's amount; it is added to what the budget allows, beside other overrides. It expires at most 31 days from now. Of a template, `value` names the one that it is for; null is for each of them.
         * @example {
         *       "budget_id": "bud_01kaz5e1b2c3d4e5f6g7h8j9km",
         *       "percent": 20,
         *       "reason": "The launch brings more traffic than planned",
         *       "expires_at": "2026-12-01T00:00:00Z"
         *     }
         */
        readonly BudgetOverrideInput: {
            readonly budget_id: string;
            /** @default null */
            readonly value?: string | null;
            /** @default null */
            readonly amount?: string | null;
            /** @default null */
            readonly percent?: number | null;
            readonly reason: string;
            /** Format: date-time */
            readonly expires_at: string;
        };
        /**
         * @example {
         *       "reason": "The launch is over"
         *     }
         */
        readonly BudgetOverrideEnd: {
            /** @default null */
            readonly reason?: string | null;
        };
        /**
         * @example {
         *       "note": "The budget itself is too small: raise it"
         *     }
         */
        readonly BudgetOverrideReview: {
            /** @default null */
            readonly note?: string | null;
        };
        readonly RoutingPolicy: {
            readonly id: string;
            /** @enum {string} */
            readonly status: "draft" | "active" | "superseded";
            /** @description Given by its activation; null of a draft, 0 of the default policy. */
            readonly version: number | null;
            readonly name: string;
            /** @enum {string} */
            readonly default_tier: "economy" | "standard" | "premium";
            readonly tiers: {
                readonly premium: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
                readonly standard: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
                readonly economy: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
            };
            /**
             * @default {
             *       "context_tokens_max": null,
             *       "output_tokens_max": null,
             *       "timeout_seconds": null,
             *       "tool_calls_max": null,
             *       "agent_steps_max": null
             *     }
             */
            readonly limits?: {
                /** @default null */
                readonly context_tokens_max?: number | null;
                /** @default null */
                readonly output_tokens_max?: number | null;
                /** @default null */
                readonly timeout_seconds?: number | null;
                /** @default null */
                readonly tool_calls_max?: number | null;
                /** @default null */
                readonly agent_steps_max?: number | null;
            };
            /** @default [] */
            readonly routes?: readonly {
                readonly id: string;
                readonly name: string;
                readonly match: {
                    readonly task_class?: readonly string[];
                    readonly workflow?: readonly string[];
                    readonly department?: readonly string[];
                    readonly data_class?: readonly string[];
                    readonly risk?: readonly string[];
                    readonly environment?: readonly string[];
                };
                /**
                 * @default null
                 * @enum {string|null}
                 */
                readonly tier?: "economy" | "standard" | "premium" | null;
                /** @default [] */
                readonly models?: readonly {
                    readonly provider: string;
                    readonly model: string;
                }[];
                /** @default null */
                readonly data_classes?: readonly string[] | null;
                /**
                 * @default {
                 *       "context_tokens_max": null,
                 *       "output_tokens_max": null,
                 *       "timeout_seconds": null,
                 *       "tool_calls_max": null,
                 *       "agent_steps_max": null
                 *     }
                 */
                readonly limits?: {
                    /** @default null */
                    readonly context_tokens_max?: number | null;
                    /** @default null */
                    readonly output_tokens_max?: number | null;
                    /** @default null */
                    readonly timeout_seconds?: number | null;
                    /** @default null */
                    readonly tool_calls_max?: number | null;
                    /** @default null */
                    readonly agent_steps_max?: number | null;
                };
                /** @default false */
                readonly review_required?: boolean;
                /**
                 * @default null
                 * @enum {string|null}
                 */
                readonly quality?: "economy" | "standard" | "premium" | null;
                /** @default null */
                readonly budget_owner?: string | null;
                /** @default null */
                readonly routing_owner?: string | null;
            }[];
            readonly activated_at: string | null;
            readonly created_at: string;
            readonly updated_at: string;
            /** @description What is allowed, and may be a mistake. */
            readonly warnings: readonly {
                /** @enum {string} */
                readonly code: "model_unknown";
                readonly detail: string;
            }[];
        };
        /**
         * @description Task classes and models by tier, and routes for what is special. A route matches by task_class, workflow, department, data_class, risk, environment: a list is OR, several dimensions are AND, `unattributed` is no value, {} is everything. Of the routes that match, the one that names most dimensions serves the request; of as many, the one that names the earlier in that order. At most 1000 routes. See docs/routing.md.
         * @example {
         *       "name": "Ours",
         *       "default_tier": "standard",
         *       "tiers": {
         *         "premium": {
         *           "task_classes": [
         *             "legal-review"
         *           ],
         *           "models": [
         *             {
         *               "provider": "anthropic",
         *               "model": "claude-opus-5-5"
         *             }
         *           ]
         *         },
         *         "standard": {
         *           "task_classes": [
         *             "support-drafting"
         *           ],
         *           "models": [
         *             {
         *               "provider": "anthropic",
         *               "model": "claude-sonnet-5"
         *             }
         *           ]
         *         },
         *         "economy": {
         *           "task_classes": [
         *             "tagging"
         *           ],
         *           "models": [
         *             {
         *               "provider": "openai",
         *               "model": "gpt-5.6-luna"
         *             }
         *           ]
         *         }
         *       },
         *       "routes": [
         *         {
         *           "id": "support",
         *           "name": "Support drafts",
         *           "match": {
         *             "task_class": [
         *               "support-drafting"
         *             ],
         *             "department": [
         *               "support"
         *             ]
         *           },
         *           "tier": "standard",
         *           "limits": {
         *             "output_tokens_max": 4000,
         *             "timeout_seconds": 60
         *           },
         *           "routing_owner": "ann@example.com"
         *         }
         *       ]
         *     }
         */
        readonly RoutingPolicyInput: {
            readonly name: string;
            /** @enum {string} */
            readonly default_tier: "economy" | "standard" | "premium";
            readonly tiers: {
                readonly premium: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
                readonly standard: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
                readonly economy: {
                    /** @default [] */
                    readonly task_classes?: readonly string[];
                    readonly models: readonly {
                        readonly provider: string;
                        readonly model: string;
                        /** @default null */
                        readonly data_classes?: readonly string[] | null;
                        /** @default null */
                        readonly context_tokens_max?: number | null;
                        /** @default null */
                        readonly output_tokens_max?: number | null;
                        /** @default null */
                        readonly fallback?: {
                            readonly provider: string;
                            readonly model: string;
                        } | null;
                    }[];
                };
            };
            /**
             * @default {
             *       "context_tokens_max": null,
             *       "output_tokens_max": null,
             *       "timeout_seconds": null,
             *       "tool_calls_max": null,
             *       "agent_steps_max": null
             *     }
             */
            readonly limits?: {
                /** @default null */
                readonly context_tokens_max?: number | null;
                /** @default null */
                readonly output_tokens_max?: number | null;
                /** @default null */
                readonly timeout_seconds?: number | null;
                /** @default null */
                readonly tool_calls_max?: number | null;
                /** @default null */
                readonly agent_steps_max?: number | null;
            };
            /** @default [] */
            readonly routes?: readonly {
                readonly id: string;
                readonly name: string;
                readonly match: {
                    readonly task_class?: readonly string[];
                    readonly workflow?: readonly string[];
                    readonly department?: readonly string[];
                    readonly data_class?: readonly string[];
                    readonly risk?: readonly string[];
                    readonly environment?: readonly string[];
                };
                /**
                 * @default null
                 * @enum {string|null}
                 */
                readonly tier?: "economy" | "standard" | "premium" | null;
                /** @default [] */
                readonly models?: readonly {
                    readonly provider: string;
                    readonly model: string;
                }[];
                /** @default null */
                readonly data_classes?: readonly string[] | null;
                /**
                 * @default {
                 *       "context_tokens_max": null,
                 *       "output_tokens_max": null,
                 *       "timeout_seconds": null,
                 *       "tool_calls_max": null,
                 *       "agent_steps_max": null
                 *     }
                 */
                readonly limits?: {
                    /** @default null */
                    readonly context_tokens_max?: number | null;
                    /** @default null */
                    readonly output_tokens_max?: number | null;
                    /** @default null */
                    readonly timeout_seconds?: number | null;
                    /** @default null */
                    readonly tool_calls_max?: number | null;
                    /** @default null */
                    readonly agent_steps_max?: number | null;
                };
                /** @default false */
                readonly review_required?: boolean;
                /**
                 * @default null
                 * @enum {string|null}
                 */
                readonly quality?: "economy" | "standard" | "premium" | null;
                /** @default null */
                readonly budget_owner?: string | null;
                /** @default null */
                readonly routing_owner?: string | null;
            }[];
        };
        readonly RoutingPolicySummary: {
            readonly id: string;
            /** @enum {string} */
            readonly status: "draft" | "active" | "superseded";
            /** @description Given by its activation; null of a draft, 0 of the default policy. */
            readonly version: number | null;
            readonly name: string;
            readonly routes: number;
            readonly activated_at: string | null;
            readonly created_at: string;
            readonly updated_at: string;
        };
        readonly RoutesInForce: {
            readonly policy: {
                readonly id: string;
                readonly version: number | null;
                readonly name: string;
            };
            readonly items: readonly components["schemas"]["RouteInForce"][];
            readonly without_routing_owner: readonly string[];
        };
        readonly RouteInForce: {
            readonly id: string;
            readonly name: string;
            readonly match: {
                readonly task_class?: readonly string[];
                readonly workflow?: readonly string[];
                readonly department?: readonly string[];
                readonly data_class?: readonly string[];
                readonly risk?: readonly string[];
                readonly environment?: readonly string[];
            };
            /**
             * @default null
             * @enum {string|null}
             */
            readonly tier?: "economy" | "standard" | "premium" | null;
            /** @default [] */
            readonly models?: readonly {
                readonly provider: string;
                readonly model: string;
            }[];
            /** @default null */
            readonly data_classes?: readonly string[] | null;
            /**
             * @default {
             *       "context_tokens_max": null,
             *       "output_tokens_max": null,
             *       "timeout_seconds": null,
             *       "tool_calls_max": null,
             *       "agent_steps_max": null
             *     }
             */
            readonly limits?: {
                /** @default null */
                readonly context_tokens_max?: number | null;
                /** @default null */
                readonly output_tokens_max?: number | null;
                /** @default null */
                readonly timeout_seconds?: number | null;
                /** @default null */
                readonly tool_calls_max?: number | null;
                /** @default null */
                readonly agent_steps_max?: number | null;
            };
            /** @default false */
            readonly review_required?: boolean;
            /**
             * @default null
             * @enum {string|null}
             */
            readonly quality?: "economy" | "standard" | "premium" | null;
            /** @default null */
            readonly budget_owner?: string | null;
            /** @description As the route says, else the routing_owner of the route in /v1/owners. */
            readonly routing_owner: string | null;
        };
        readonly Simulation: {
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            readonly total: {
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly unpriced_events: number | string;
            };
            /** @description Together they are the total. `not_routed` is what calls no text model. */
            readonly outcomes: readonly {
                /** @enum {string} */
                readonly outcome: "allow" | "downgrade" | "deny" | "needs_approval" | "not_routed";
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
            }[];
            /** @description Null is no model, or one of an unknown tier. What is denied is in no tier afterwards. */
            readonly tiers: readonly {
                readonly tier: ("economy" | "standard" | "premium") | null;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events_before: number | string;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events_after: number | string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
            }[];
            /** @description Of the greatest difference first; with `rest` they add up to the total. */
            readonly groups: readonly {
                readonly task_class: string | null;
                readonly workflow: string | null;
                readonly department: string | null;
                readonly data_class: string | null;
                readonly environment: string | null;
                /** @enum {string} */
                readonly outcome: "allow" | "downgrade" | "deny" | "needs_approval" | "not_routed";
                readonly from: {
                    readonly provider: string;
                    readonly model: string;
                } | null;
                readonly to: {
                    readonly provider: string;
                    readonly model: string;
                } | null;
                readonly route: string | null;
                readonly reasons: readonly {
                    readonly code: string;
                    readonly text: string;
                }[];
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
                /** @enum {string} */
                readonly basis: "exact" | "estimated";
            }[];
            readonly rest: {
                readonly count: number;
                /** @description A string of digits beyond 2^53 - 1. */
                readonly events: number | string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly before: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly after: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly difference: string;
            };
            /** @description Routes that match by risk, which recorded usage does not tell: they match nothing here. */
            readonly not_simulated_routes: readonly string[];
        };
        /**
         * @example {
         *       "policy_id": "default",
         *       "from": "2026-10-01",
         *       "to": "2026-11-01"
         *     }
         */
        readonly SimulationInput: {
            /**
             * @description The policy's id, or `default`.
             * @example rpo_01kaz5e1b2c3d4e5f6g7h8j9km
             */
            readonly policy_id?: string;
            readonly policy?: components["schemas"]["RoutingPolicyInput"];
            /**
             * Format: date
             * @description First local date. Without it, the first of last month.
             */
            readonly from?: string;
            /**
             * Format: date
             * @description The local date after the last. Without it, the first of this month.
             */
            readonly to?: string;
        };
        readonly Exception: {
            readonly id: string;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly tier: ("economy" | "standard" | "premium") | null;
            readonly model: {
                readonly provider: string;
                readonly model: string;
            } | null;
            readonly reason: string;
            readonly expires_at: string;
            /** @enum {string} */
            readonly status: "requested" | "approved" | "refused" | "ended";
            readonly requested_by: components["schemas"]["Person"];
            readonly requested_at: string;
            readonly decided_by: components["schemas"]["Person"] | null;
            readonly decided_at: string | null;
            readonly decision_reason: string | null;
            readonly ended_by: components["schemas"]["Person"] | null;
            readonly ended_at: string | null;
        };
        /**
         * @description `scope` lists values by dimension (business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, route, task_class, risk, or `tag:<name>`), one dimension at least: a list is OR, several are AND. Either `tier`, for every model of the policy up to it, or `model`, for that one alone.
         * @example {
         *       "scope": {
         *         "department": [
         *           "sales"
         *         ]
         *       },
         *       "tier": "premium",
         *       "reason": "The tender of the year is due on Friday",
         *       "expires_at": "2026-12-01T00:00:00Z"
         *     }
         */
        readonly ExceptionInput: {
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default null
             * @enum {string|null}
             */
            readonly tier?: "economy" | "standard" | "premium" | null;
            /** @default null */
            readonly model?: {
                readonly provider: string;
                readonly model: string;
            } | null;
            readonly reason: string;
            /** Format: date-time */
            readonly expires_at: string;
        };
        /**
         * @example {
         *       "reason": "Until the tender is out"
         *     }
         */
        readonly ExceptionDecision: {
            /** @default null */
            readonly reason?: string | null;
        };
        readonly Decision: {
            readonly id: string;
            /**
             * @description downgrade: to another model than was asked for. Only allow and downgrade let a call be made.
             * @enum {string}
             */
            readonly verdict: "allow" | "downgrade" | "deny" | "needs_approval";
            /** @description Null where nothing may be called, or the operation calls no model. */
            readonly model: {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            } | null;
            /** @description To be tried in this order where the model fails: one for each further attempt at most. */
            readonly fallbacks: readonly {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            }[];
            /** @description Null is no limit. `tool_calls` and `agent_steps` are of the whole run. */
            readonly limits: {
                readonly context_tokens: number | null;
                /** @description Give it to the model as its maximum: the reservation counts on it. */
                readonly output_tokens: number | null;
                readonly timeout_seconds: number | null;
                readonly tool_calls: number | null;
                readonly agent_steps: number | null;
            };
            readonly review_required: boolean;
            readonly reasons: readonly {
                /** @description Never renamed: docs/before-the-call.md lists them all. */
                readonly code: string;
                readonly text: string;
                /** @description What spoke. */
                readonly subject: {
                    readonly kind: string;
                    readonly id: string;
                } | null;
            }[];
            readonly warnings: readonly string[];
            /** @description The `route` of the usage event that tells of the call; count `attempt` up with each. */
            readonly route: {
                readonly id: string | null;
                /** @enum {string} */
                readonly type: "default" | "override" | "exception" | "fallback";
                readonly decision_id: string;
                readonly reservation_id: string | null;
                readonly attempt: number;
            };
            /** @description What is held for all attempts until their usage is told of. Null: nothing is. */
            readonly reservation: {
                readonly id: string;
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly amount: string;
                readonly currency: string;
                readonly expires_at: string;
            } | null;
        };
        /** @description The decision that denied the call, and all its reasons: those of code rate_limited name the limits. */
        readonly RateLimited: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @enum {string} */
            readonly code: "alert_not_found" | "alert_rule_already_exists" | "alert_rule_limit_reached" | "alert_rule_not_found" | "alert_resolved" | "api_key_limit_reached" | "api_key_not_found" | "api_key_paused" | "attribution_rule_limit_reached" | "attribution_rule_not_found" | "body_too_large" | "budget_limit_reached" | "budget_not_found" | "budget_not_hard" | "budget_override_limit_reached" | "budget_override_not_found" | "budget_override_over" | "budget_override_reviewed" | "budget_template_limit_reached" | "caps_unavailable" | "changed_meanwhile" | "currency_rate_limit_reached" | "currency_rate_not_found" | "cursor_invalid" | "decision_not_found" | "directory_not_found" | "encoding_not_supported" | "forbidden" | "hard_budget_limit_reached" | "idempotency_key_in_progress" | "idempotency_key_reused" | "identity_provider_already_exists" | "identity_provider_limit_reached" | "identity_provider_not_found" | "identity_provider_unreachable" | "internal" | "invalid_request" | "last_owner" | "exception_limit_reached" | "exception_not_found" | "exception_not_open" | "malformed_body" | "media_type_not_supported" | "member_already_exists" | "member_limit_reached" | "member_not_found" | "method_not_allowed" | "not_found" | "owner_already_exists" | "owner_limit_reached" | "owner_not_found" | "own_exception" | "pause_already_exists" | "pause_limit_reached" | "pause_not_found" | "precondition_required" | "precondition_failed" | "price_needs_confirmation" | "price_override_limit_reached" | "price_override_not_found" | "quarantine_entry_not_found" | "query_too_large" | "routing_policy_active" | "routing_policy_limit_reached" | "routing_policy_not_draft" | "routing_policy_not_found" | "rate_limit_already_exists" | "rate_limit_limit_reached" | "rate_limit_not_found" | "rate_limited" | "report_not_found" | "repricing_in_progress" | "repricing_limit_reached" | "repricing_not_found" | "reservation_invalid" | "run_not_found" | "run_limit_already_exists" | "run_limit_limit_reached" | "run_limit_not_found" | "scope_exceeds_minter" | "too_many_events" | "unauthenticated" | "unavailable" | "delivery_not_found" | "email_not_configured" | "notification_channel_disabled" | "notification_channel_limit_reached" | "notification_channel_not_found" | "webhook_id_reused" | "webhook_source_limit_reached" | "webhook_source_not_found";
            readonly detail: string;
            /** @description The request's id. */
            readonly instance: string;
            readonly errors?: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
            readonly decision_id: string;
            readonly reasons: readonly {
                /** @description Never renamed: docs/before-the-call.md lists them all. */
                readonly code: string;
                readonly text: string;
                /** @description What spoke. */
                readonly subject: {
                    readonly kind: string;
                    readonly id: string;
                } | null;
            }[];
        };
        /**
         * @description What a usage event of the call will say, as far as it is known before. `context_tokens` is all input, cached or not; where it is absent, the route's limit stands in. `usage_max` is the most that the call may use of single classes of tokens, and of what is paid by other units. `attempts` (1 to 5) are the calls that this is for: the first, its retries and its fallbacks. `run.step_name` is one name for steps that are alike, `run.progress` anything that changes as the run gets on. A member that is not known here is refused.
         * @example {
         *       "task_class": "support-drafting",
         *       "requested": {
         *         "provider": "anthropic",
         *         "model": "claude-sonnet-4-5"
         *       },
         *       "attribution": {
         *         "department": "support",
         *         "application": "copilot",
         *         "workflow": "ticket-answer",
         *         "user": "u_17"
         *       },
         *       "context_tokens": 4200,
         *       "output_tokens_max": 1000,
         *       "attempts": 2,
         *       "run": {
         *         "id": "run_77",
         *         "step": 3
         *       }
         *     }
         */
        readonly DecisionInput: {
            /**
             * @default chat
             * @enum {string}
             */
            readonly operation?: "chat" | "completion" | "embedding" | "rerank" | "retrieval" | "tool_call" | "browsing" | "code_execution" | "image" | "audio" | "evaluation" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "human_review";
            /** @default null */
            readonly requested?: {
                readonly provider: string;
                readonly model: string;
            } | null;
            /** @default null */
            readonly task_class?: string | null;
            /** @default null */
            readonly risk?: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            readonly quality?: "economy" | "standard" | "premium" | null;
            /** @default {} */
            readonly attribution?: {
                readonly business_unit?: string | null;
                readonly department?: string | null;
                readonly workspace?: string | null;
                readonly project?: string | null;
                readonly project_code?: string | null;
                readonly application?: string | null;
                readonly workflow?: string | null;
                readonly agent?: string | null;
                readonly user?: string | null;
                readonly user_group?: string | null;
                readonly environment?: string | null;
                readonly data_class?: string | null;
                readonly consumer?: {
                    readonly business_unit?: string | null;
                    readonly department?: string | null;
                    readonly workspace?: string | null;
                    readonly project?: string | null;
                    readonly project_code?: string | null;
                    readonly application?: string | null;
                    readonly user?: string | null;
                    readonly user_group?: string | null;
                } | null;
                readonly tags?: {
                    readonly [key: string]: string;
                };
            };
            /** @default null */
            readonly source?: string | null;
            /** @default null */
            readonly service_tier?: string | null;
            /** @default null */
            readonly region?: string | null;
            readonly context_tokens?: number;
            readonly output_tokens_max?: number;
            /** @default {} */
            readonly usage_max?: {
                readonly input_tokens?: number;
                readonly cache_read_tokens?: number;
                readonly cache_write_5m_tokens?: number;
                readonly cache_write_1h_tokens?: number;
                readonly input_audio_tokens?: number;
                readonly input_image_tokens?: number;
                readonly output_tokens?: number;
                readonly output_audio_tokens?: number;
                readonly output_image_tokens?: number;
                readonly tool_calls?: number;
                readonly retrieval_calls?: number;
                readonly web_searches?: number;
                readonly rerank_units?: number;
                readonly code_seconds?: number;
                readonly compute_seconds?: number;
                readonly audio_seconds?: number;
                readonly pages?: number;
                readonly images?: number;
                readonly gb_hours?: number;
                readonly agent_steps?: number;
                readonly review_seconds?: number;
            };
            /** @default 1 */
            readonly attempts?: number;
            /** @default null */
            readonly run?: {
                readonly id: string;
                /**
                 * Format: date-time
                 * @default null
                 */
                readonly started_at?: string | null;
                /** @default null */
                readonly parent_id?: string | null;
                readonly step?: number;
                /** @default null */
                readonly step_name?: string | null;
                readonly tool_calls?: number;
                /** @default null */
                readonly progress?: string | null;
            } | null;
        };
        readonly RecordedDecisions: {
            readonly items: readonly components["schemas"]["RecordedDecision"][];
            readonly from: string;
            readonly to: string;
            /** @description Null at the end. A page can be empty and still have a next one: a range is walked in parts. */
            readonly next_cursor: string | null;
        };
        readonly RecordedDecision: {
            readonly id: string;
            /**
             * @description downgrade: to another model than was asked for. Only allow and downgrade let a call be made.
             * @enum {string}
             */
            readonly verdict: "allow" | "downgrade" | "deny" | "needs_approval";
            /** @description Null where nothing may be called, or the operation calls no model. */
            readonly model: {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            } | null;
            /** @description To be tried in this order where the model fails: one for each further attempt at most. */
            readonly fallbacks: readonly {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            }[];
            /** @description Null is no limit. `tool_calls` and `agent_steps` are of the whole run. */
            readonly limits: {
                readonly context_tokens: number | null;
                /** @description Give it to the model as its maximum: the reservation counts on it. */
                readonly output_tokens: number | null;
                readonly timeout_seconds: number | null;
                readonly tool_calls: number | null;
                readonly agent_steps: number | null;
            };
            readonly review_required: boolean;
            readonly reasons: readonly {
                /** @description Never renamed: docs/before-the-call.md lists them all. */
                readonly code: string;
                readonly text: string;
                /** @description What spoke. */
                readonly subject: {
                    readonly kind: string;
                    readonly id: string;
                } | null;
            }[];
            readonly warnings: readonly string[];
            readonly at: string;
            readonly asked_by: {
                readonly kind: string;
                readonly id: string;
            };
            /** @description The question, as it was put. */
            readonly asked: {
                readonly [key: string]: unknown;
            };
            /** @description Whose call it is, completed as its usage is: by dimension and `tag:<name>`. */
            readonly values: {
                readonly [key: string]: string;
            };
            readonly route: {
                readonly id: string | null;
                /** @enum {string} */
                readonly type: "default" | "override" | "exception" | "fallback";
            };
            readonly exception_id: string | null;
            readonly reservation: {
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly amount: string;
                readonly currency: string;
                readonly expires_at: string;
            } | null;
        };
        readonly DecisionWithEvents: {
            readonly id: string;
            /**
             * @description downgrade: to another model than was asked for. Only allow and downgrade let a call be made.
             * @enum {string}
             */
            readonly verdict: "allow" | "downgrade" | "deny" | "needs_approval";
            /** @description Null where nothing may be called, or the operation calls no model. */
            readonly model: {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            } | null;
            /** @description To be tried in this order where the model fails: one for each further attempt at most. */
            readonly fallbacks: readonly {
                readonly provider: string;
                readonly model: string;
                readonly tier: ("economy" | "standard" | "premium") | null;
            }[];
            /** @description Null is no limit. `tool_calls` and `agent_steps` are of the whole run. */
            readonly limits: {
                readonly context_tokens: number | null;
                /** @description Give it to the model as its maximum: the reservation counts on it. */
                readonly output_tokens: number | null;
                readonly timeout_seconds: number | null;
                readonly tool_calls: number | null;
                readonly agent_steps: number | null;
            };
            readonly review_required: boolean;
            readonly reasons: readonly {
                /** @description Never renamed: docs/before-the-call.md lists them all. */
                readonly code: string;
                readonly text: string;
                /** @description What spoke. */
                readonly subject: {
                    readonly kind: string;
                    readonly id: string;
                } | null;
            }[];
            readonly warnings: readonly string[];
            readonly at: string;
            readonly asked_by: {
                readonly kind: string;
                readonly id: string;
            };
            /** @description The question, as it was put. */
            readonly asked: {
                readonly [key: string]: unknown;
            };
            /** @description Whose call it is, completed as its usage is: by dimension and `tag:<name>`. */
            readonly values: {
                readonly [key: string]: string;
            };
            readonly route: {
                readonly id: string | null;
                /** @enum {string} */
                readonly type: "default" | "override" | "exception" | "fallback";
            };
            readonly exception_id: string | null;
            readonly reservation: {
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly amount: string;
                readonly currency: string;
                readonly expires_at: string;
            } | null;
            /** @description The usage that names this decision, from its time until its reservation ended; GET /v1/events lists later ones. */
            readonly events: readonly components["schemas"]["RecordedEvent"][];
            /** @description False where there are more events than are listed here. */
            readonly is_complete: boolean;
        };
        readonly RecordedEvent: {
            readonly id: string;
            readonly source: string;
            readonly time: string;
            readonly operation: string | null;
            readonly provider: string | null;
            readonly model: string | null;
            readonly requested_model: string | null;
            readonly model_tier: string | null;
            readonly service_tier: string | null;
            readonly region: string | null;
            readonly status: string | null;
            /** @description The key that sent it. */
            readonly api_key: string | null;
            readonly usage: {
                readonly [key: string]: number;
            };
            /** @enum {string} */
            readonly usage_basis: "measured" | "estimated";
            readonly response_cache_hit: boolean;
            readonly duration_ms: number | null;
            readonly run: {
                readonly id: string;
                readonly started_at: string | null;
                readonly task_id: string | null;
                readonly task_class: string | null;
                readonly risk: string | null;
                readonly parent_id: string | null;
                readonly step: number | null;
                readonly attempt: number | null;
                readonly loop: boolean;
            } | null;
            readonly route: {
                readonly id: string | null;
                readonly type: string | null;
                readonly decision_id: string | null;
                readonly attempt: number | null;
                /** @description What was reserved for the call, and set free by it. Null where nothing was, or something else did. */
                readonly released: string | null;
                readonly fallback_from: string | null;
            };
            /** @description By name, each with what gave it its value. */
            readonly dimensions: {
                readonly [key: string]: {
                    readonly value: string | null;
                    /** @description `event`, `key`, `rule:<id>` or `directory`; null where there is no value. */
                    readonly filled_by: string | null;
                };
            };
            readonly tags: {
                readonly [key: string]: string;
            };
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly cost: string;
            readonly cost_lines: readonly {
                /** @enum {string} */
                readonly component: "input" | "cache_read" | "cache_write" | "output" | "tool_calls" | "browsing" | "code_execution" | "retrieval" | "reranking" | "embedding" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "evaluation" | "human_review";
                /**
                 * @description A decimal in the tenant's currency, exact.
                 * @example 12.0345
                 */
                readonly amount: string;
                /** @enum {string} */
                readonly mark: "measured" | "estimated" | "allocated";
            }[];
            readonly unpriced_reason: string | null;
            readonly unpriced_calls: number;
            readonly causes: readonly ("retry" | "loop" | "fallback" | "exception" | "evaluation" | "abandoned" | "blocked")[];
            /** @description The prices that it was priced by. */
            readonly rate_id: string | null;
            readonly reported_cost: {
                readonly amount: string;
                readonly currency: string;
                readonly converted: string | null;
                /** @description What we say of the call alone. */
                readonly ours: string | null;
                /** @description Ours minus what was reported. */
                readonly difference: string | null;
            } | null;
            readonly accepted_at: string;
            /** @description 0 as it was recorded, else of the re-pricing. */
            readonly generation: number;
            readonly repriced_by: string | null;
        };
        readonly SettledDecision: {
            readonly source: string;
            readonly id: string;
        };
        /**
         * @example {
         *       "reservation_id": "rsv_AVsiZGVjXzAx",
         *       "usage": {
         *         "input_tokens": 1250,
         *         "output_tokens": 310
         *       }
         *     }
         */
        readonly Settlement: {
            /** @description Without it, the decision's id, a dot and the attempt: a repeat counts once. */
            readonly id?: string | null;
            /** @description As it was asked where absent, else decisions. */
            readonly source?: string | null;
            /**
             * Format: date-time
             * @description When the call was; without it, when this settlement came first.
             */
            readonly time?: string | null;
            /**
             * @description As it was asked where absent, as is all else of the decision.
             * @enum {string|null}
             */
            readonly operation?: "chat" | "completion" | "embedding" | "rerank" | "retrieval" | "tool_call" | "browsing" | "code_execution" | "image" | "audio" | "evaluation" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "human_review" | null;
            /** @description Required where a model is called. */
            readonly provider?: string | null;
            /** @description The model that answered. Required where a model is called. */
            readonly model?: string | null;
            readonly requested_model?: string | null;
            /** @description Token fields exclude one another, save reasoning_tokens, which lie within output_tokens. */
            readonly usage?: {
                readonly input_tokens?: number;
                readonly cache_read_tokens?: number;
                readonly cache_write_5m_tokens?: number;
                readonly cache_write_1h_tokens?: number;
                readonly input_audio_tokens?: number;
                readonly input_image_tokens?: number;
                readonly output_tokens?: number;
                readonly output_audio_tokens?: number;
                readonly output_image_tokens?: number;
                readonly reasoning_tokens?: number;
                readonly requests?: number;
                readonly tool_calls?: number;
                readonly retrieval_calls?: number;
                readonly agent_steps?: number;
                readonly web_searches?: number;
                readonly rerank_units?: number;
                readonly code_seconds?: number;
                readonly compute_seconds?: number;
                readonly audio_seconds?: number;
                readonly pages?: number;
                readonly images?: number;
                readonly gb_hours?: number;
            };
            /**
             * @description estimated where the sender did not measure the usage; measured where absent.
             * @enum {string|null}
             */
            readonly usage_basis?: "measured" | "estimated" | null;
            readonly attribution?: {
                readonly business_unit?: string | null;
                readonly department?: string | null;
                readonly workspace?: string | null;
                readonly project?: string | null;
                readonly project_code?: string | null;
                readonly application?: string | null;
                readonly workflow?: string | null;
                readonly agent?: string | null;
                readonly user?: string | null;
                readonly user_group?: string | null;
                readonly environment?: string | null;
                readonly data_class?: string | null;
                readonly consumer?: {
                    readonly business_unit?: string | null;
                    readonly department?: string | null;
                    readonly workspace?: string | null;
                    readonly project?: string | null;
                    readonly project_code?: string | null;
                    readonly application?: string | null;
                    readonly user?: string | null;
                    readonly user_group?: string | null;
                } | null;
                readonly tags?: {
                    readonly [key: string]: string;
                };
            } | null;
            readonly run?: {
                readonly id: string;
                /** Format: date-time */
                readonly started_at?: string | null;
                readonly task_id?: string | null;
                readonly task_class?: string | null;
                readonly risk?: string | null;
                readonly parent_id?: string | null;
                readonly step?: number;
                /** @description From 1; a higher one is a retry. */
                readonly attempt?: number;
                /** @description It repeats an earlier step of its run without progress. */
                readonly loop?: boolean | null;
            } | null;
            /** @description As the decision answered it. */
            readonly route?: {
                readonly id?: string | null;
                /** @enum {string|null} */
                readonly type?: "default" | "override" | "exception" | "fallback" | null;
                readonly decision_id?: string | null;
                /** @description As the decision answered it: what was set aside for this call is free again once the call is counted. */
                readonly reservation_id?: string | null;
                /** @description Which call of its decision this was; 1 where absent. */
                readonly attempt?: number | null;
                readonly fallback_from?: string | null;
            } | null;
            readonly service_tier?: string | null;
            readonly region?: string | null;
            readonly response_cache_hit?: boolean | null;
            /**
             * @description succeeded where absent.
             * @enum {string|null}
             */
            readonly status?: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
            readonly outcome?: {
                readonly accepted?: boolean | null;
                readonly completed?: boolean | null;
                readonly rework?: boolean | null;
                readonly human_reviewed?: boolean | null;
                readonly review_seconds?: number;
                readonly reviewer_role?: string | null;
                readonly redacted?: boolean | null;
                readonly blocked_by?: string | null;
            } | null;
            readonly reported_cost?: {
                readonly amount: string;
                readonly currency: string;
            } | null;
            readonly duration_ms?: number;
            /** @description As the decision answered it; else that of `route`. */
            readonly reservation_id?: string | null;
            /** @description Which call of its decision this was; 1 where absent. */
            readonly attempt?: number | null;
        };
        readonly ReleasedReservation: {
            /**
             * @description A decimal in the tenant's currency, exact.
             * @example 12.0345
             */
            readonly amount: string;
            readonly currency: string;
            readonly attempts: readonly number[];
        };
        /**
         * @example {
         *       "reservation_id": "rsv_AVsiZGVjXzAx"
         *     }
         */
        readonly Release: {
            readonly reservation_id: string;
        };
        readonly GuardrailVerdict: {
            /** @enum {string} */
            readonly action: "NONE" | "BLOCKED";
            readonly blocked_reason?: string;
        };
        /**
         * @example {
         *       "input_type": "request",
         *       "model": "anthropic/claude-sonnet-4-5",
         *       "texts": [
         *         "Hello"
         *       ],
         *       "request_data": {
         *         "user_api_key_team_alias": "support"
         *       },
         *       "additional_provider_specific_params": {
         *         "task_class": "support-drafting",
         *         "department": "support"
         *       }
         *     }
         */
        readonly GuardrailCheck: {
            /** @enum {string} */
            readonly input_type: "request" | "response";
            readonly model?: string | null;
            readonly texts?: readonly string[] | null;
            readonly structured_messages?: readonly unknown[] | null;
            readonly tools?: readonly unknown[] | null;
            readonly images?: readonly string[] | null;
            readonly request_data?: {
                readonly [key: string]: unknown;
            } | null;
            readonly additional_provider_specific_params?: {
                readonly [key: string]: unknown;
            } | null;
        } & {
            readonly [key: string]: unknown;
        };
        readonly Pause: {
            readonly id: string;
            readonly target: {
                /** @enum {string} */
                readonly kind: "workflow" | "agent" | "application" | "api_key" | "route";
                readonly id: string;
            };
            /** @enum {string} */
            readonly status: "active" | "resumed";
            readonly reason: string;
            readonly paused_by: components["schemas"]["Person"];
            readonly created_at: string;
            readonly resumed_by: components["schemas"]["Person"] | null;
            readonly resumed_at: string | null;
            readonly resume_reason: string | null;
        };
        /**
         * @description `target.id` is a name as usage says it, the id of an API key, or that of a route in force.
         * @example {
         *       "target": {
         *         "kind": "agent",
         *         "id": "support-triage"
         *       },
         *       "reason": "It calls itself since the last release"
         *     }
         */
        readonly PauseInput: {
            readonly target: {
                /** @enum {string} */
                readonly kind: "workflow" | "agent" | "application" | "api_key" | "route";
                readonly id: string;
            };
            readonly reason: string;
        };
        /**
         * @example {
         *       "reason": "Fixed in the release of today"
         *     }
         */
        readonly PauseResumption: {
            readonly reason: string;
        };
        readonly RateLimit: {
            readonly id: string;
            readonly name: string;
            /** @enum {string} */
            readonly per: "api_key" | "agent" | "application" | "user" | "workflow";
            readonly value: string;
            /** @enum {string} */
            readonly measure: "requests" | "tokens" | "money";
            readonly amount: string;
            /** @enum {string} */
            readonly window: "minute" | "hour" | "day";
            readonly created_at: string;
            readonly updated_at: string;
        };
        /**
         * @description How much one value of `per` (api_key, agent, application, user, workflow) may use in a minute, hour or day of UTC. `value` "*" holds for each value by itself, save those that a limit of the same measure and window names; `unattributed` holds for calls that state none. `amount` is decimal text: whole requests or tokens, or money in the tenant's currency; "0" lets nothing pass.
         * @example {
         *       "name": "Agents",
         *       "per": "agent",
         *       "value": "*",
         *       "measure": "requests",
         *       "amount": "60",
         *       "window": "minute"
         *     }
         */
        readonly RateLimitInput: {
            readonly name: string;
            /** @enum {string} */
            readonly per: "api_key" | "agent" | "application" | "user" | "workflow";
            readonly value: string;
            /** @enum {string} */
            readonly measure: "requests" | "tokens" | "money";
            readonly amount: string;
            /** @enum {string} */
            readonly window: "minute" | "hour" | "day";
        };
        readonly RunLimit: {
            readonly id: string;
            readonly name: string;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly steps_max: number | null;
            readonly tool_calls_max: number | null;
            /** @description From when the run began, as its steps say, or its first decision was asked for. */
            readonly seconds_max: number | null;
            /** @description Of all that its decisions may cost at the most. */
            readonly amount_max: string | null;
            /** @description More steps of one name are a loop. */
            readonly repeats_max: number | null;
            /** @description More steps on end without a change of `progress` are a loop. */
            readonly stalled_steps_max: number | null;
            /**
             * @description A loop raises an alert either way.
             * @enum {string}
             */
            readonly on_loop: "alert" | "deny";
            readonly created_at: string;
            readonly updated_at: string;
        };
        /**
         * @description How far one run may go; null is no limit. `scope` lists values by dimension (business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, task_class, or `tag:<name>`): a list is OR, several dimensions are AND, `unattributed` is no value, and {} is every run. Of several limits that cover a run, and of its route's own, the strictest holds.
         * @example {
         *       "name": "Research",
         *       "scope": {
         *         "agent": [
         *           "researcher"
         *         ]
         *       },
         *       "steps_max": 40,
         *       "amount_max": "2.5",
         *       "on_loop": "deny"
         *     }
         */
        readonly RunLimitInput: {
            readonly name: string;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            /** @default null */
            readonly steps_max?: number | null;
            /** @default null */
            readonly tool_calls_max?: number | null;
            /** @default null */
            readonly seconds_max?: number | null;
            /** @default null */
            readonly amount_max?: string | null;
            /** @default 5 */
            readonly repeats_max?: number | null;
            /** @default null */
            readonly stalled_steps_max?: number | null;
            /**
             * @default alert
             * @enum {string}
             */
            readonly on_loop?: "alert" | "deny";
        };
        readonly Alert: components["schemas"]["BudgetAlert"] | components["schemas"]["LoopAlert"] | components["schemas"]["AnomalyAlert"];
        readonly BudgetAlert: {
            /** @enum {string} */
            readonly severity: "info" | "warning" | "critical";
            /**
             * @description As it is now: what was snoozed comes back open by itself.
             * @enum {string}
             */
            readonly status: "open" | "acknowledged" | "snoozed" | "resolved";
            /** @description From 1, one more with each change. */
            readonly version: number;
            readonly raised_at: string;
            readonly updated_at: string;
            readonly snoozed_until: string | null;
            readonly feedback: components["schemas"]["AlertFeedback"] | null;
            /** @description What happened to it since it was raised, the newest last: at most 100. Notes beyond 10000 characters are "…" here, and whole in the audit log. */
            readonly history: readonly components["schemas"]["AlertChange"][];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "budget";
            readonly budget_id: string;
            readonly budget_name: string;
            /** @description Of a template: whose spend it is. */
            readonly value: string | null;
            readonly period: {
                /** Format: date */
                readonly from: string;
                /** Format: date */
                readonly to: string;
            };
            readonly threshold: number;
            /** @enum {string} */
            readonly basis: "actual" | "forecast";
            /** @description Thresholds that were reached at once with it: alerts of their own, which this one tells. */
            readonly also_reached: readonly {
                /** @enum {string} */
                readonly basis: "actual" | "forecast";
                readonly threshold: number;
            }[];
            readonly spent: string;
            readonly projected: string | null;
            readonly amount: string;
            /** @description Shows by date what spent it, each day with its events. Null where the scope is too long for a link. */
            readonly spend_path: string | null;
            /** @default  */
            readonly next_step?: string;
            /** @description The same for all that is told of one incident: of a budget's alerts, the budget (of a template, its value) in one period; of others, the alert itself. */
            readonly incident_id: string;
            /** @description Of all amounts: the tenant's. */
            readonly currency: string;
        };
        readonly AlertFeedback: {
            readonly useful: boolean;
            readonly note: string | null;
            readonly by: components["schemas"]["Person"];
            readonly at: string;
        };
        /** @description `by` is null where it came by itself. */
        readonly AlertChange: {
            readonly version: number;
            readonly at: string;
            /** @enum {string} */
            readonly change: "acknowledged" | "snoozed" | "woken" | "resolved" | "reopened" | "marked" | "updated";
            readonly by: components["schemas"]["Person"] | null;
            readonly note: string | null;
        };
        readonly LoopAlert: {
            /** @enum {string} */
            readonly severity: "info" | "warning" | "critical";
            /**
             * @description As it is now: what was snoozed comes back open by itself.
             * @enum {string}
             */
            readonly status: "open" | "acknowledged" | "snoozed" | "resolved";
            /** @description From 1, one more with each change. */
            readonly version: number;
            readonly raised_at: string;
            readonly updated_at: string;
            readonly snoozed_until: string | null;
            readonly feedback: components["schemas"]["AlertFeedback"] | null;
            /** @description What happened to it since it was raised, the newest last: at most 100. Notes beyond 10000 characters are "…" here, and whole in the audit log. */
            readonly history: readonly components["schemas"]["AlertChange"][];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "loop";
            readonly run_id: string;
            readonly step: number | null;
            readonly step_name: string | null;
            readonly repeats: number | null;
            readonly stalled_steps: number | null;
            readonly most: number;
            readonly run_limit_id: string | null;
            readonly refused: boolean;
            readonly values: {
                readonly [key: string]: string;
            };
            readonly next_step: string;
            /** @description The same for all that is told of one incident: of a budget's alerts, the budget (of a template, its value) in one period; of others, the alert itself. */
            readonly incident_id: string;
            /** @description Of all amounts: the tenant's. */
            readonly currency: string;
        };
        readonly AnomalyAlert: {
            /** @enum {string} */
            readonly severity: "info" | "warning" | "critical";
            /**
             * @description As it is now: what was snoozed comes back open by itself.
             * @enum {string}
             */
            readonly status: "open" | "acknowledged" | "snoozed" | "resolved";
            /** @description From 1, one more with each change. */
            readonly version: number;
            readonly raised_at: string;
            readonly updated_at: string;
            readonly snoozed_until: string | null;
            readonly feedback: components["schemas"]["AlertFeedback"] | null;
            /** @description What happened to it since it was raised, the newest last: at most 100. Notes beyond 10000 characters are "…" here, and whole in the audit log. */
            readonly history: readonly components["schemas"]["AlertChange"][];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "anomaly";
            readonly rule: string;
            readonly scope: {
                readonly [key: string]: string;
            };
            /** @enum {string} */
            readonly granularity: "hour" | "day";
            /** @description The first local date or hour in which it was so. */
            readonly since: string;
            /** @description The last one. */
            readonly until: string;
            readonly is_ongoing: boolean;
            readonly measure: string;
            readonly unit: string;
            /** @description An estimate: what was to be expected. */
            readonly expected: number | null;
            readonly low: number | null;
            /** @description Up to here nothing would have been said. */
            readonly high: number | null;
            readonly observed: number;
            /** @description An estimate: how much was beyond what was expected. */
            readonly excess: number;
            readonly score: number;
            /** @description What the scope cost from since to until: exact, or at least. */
            readonly cost: string;
            /** @description False of an incident that is older than what is looked at: its cost was carried on from day to day, without what came late for days before. */
            readonly is_cost_exact: boolean;
            /** @description An estimate: how much of it is beyond what was expected. */
            readonly excess_cost: string | null;
            readonly contributors: readonly {
                readonly dimension: string;
                readonly value: string;
                readonly cost: string;
            }[];
            /** @description Lists the events behind it. */
            readonly events_path: string;
            readonly members: readonly components["schemas"]["AnomalyMember"][];
            /** @description How many other scopes there were at most: `members` lists 50 with the most of it. */
            readonly member_count: number;
            /** @description Ids of other alerts of the same root. */
            readonly related: readonly string[];
            /** @description What the rule was given. */
            readonly parameters: {
                readonly [key: string]: unknown;
            };
            readonly next_step: string;
            readonly told: {
                /** Format: date-time */
                readonly at: string;
                readonly excess: number;
                /** @enum {string} */
                readonly severity: "info" | "warning" | "critical";
            };
            /** @description The same for all that is told of one incident: of a budget's alerts, the budget (of a template, its value) in one period; of others, the alert itself. */
            readonly incident_id: string;
            /** @description Of all amounts: the tenant's. */
            readonly currency: string;
        };
        /** @description Another scope in which the same incident shows. */
        readonly AnomalyMember: {
            readonly scope: {
                readonly [key: string]: string;
            };
            readonly since: string;
            readonly until: string;
            readonly measure: string;
            readonly unit: string;
            /** @description An estimate: what was to be expected. */
            readonly expected: number | null;
            readonly low: number | null;
            /** @description Up to here nothing would have been said. */
            readonly high: number | null;
            readonly observed: number;
            /** @description An estimate: how much was beyond what was expected. */
            readonly excess: number;
            readonly score: number;
        };
        /**
         * @example {
         *       "note": "The team is looking into it"
         *     }
         */
        readonly AlertNote: {
            /** @default null */
            readonly note?: string | null;
        };
        /**
         * @example {
         *       "until": "2026-12-01T08:00:00Z",
         *       "note": "The migration ends on Monday"
         *     }
         */
        readonly AlertSnooze: {
            /**
             * Format: date-time
             * @description At most 92 days from now.
             * @example 2026-12-01T08:00:00Z
             */
            readonly until: string;
            /** @default null */
            readonly note?: string | null;
        };
        /**
         * @example {
         *       "useful": false,
         *       "note": "The load test was announced"
         *     }
         */
        readonly AlertFeedbackInput: {
            readonly useful: boolean;
            /** @default null */
            readonly note?: string | null;
        };
        readonly AlertRule: {
            /** @description Of a rule that is built in, its name. */
            readonly id: string;
            /** @enum {string} */
            readonly rule: "growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data";
            readonly title: string;
            readonly is_built_in: boolean;
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly enabled: boolean;
            /** @description All of them, as they are in force, save for what marks make of `sensitivity`. */
            readonly parameters: {
                readonly [key: string]: unknown;
            };
            /** @description Null: the rule's own, or worse by what an incident costs. */
            readonly severity: ("info" | "warning" | "critical") | null;
            /**
             * @description The rule's own.
             * @enum {string}
             */
            readonly own_severity: "info" | "warning" | "critical";
            /** @enum {string} */
            readonly granularity: "hour" | "day";
            /** @description Each combination of values of these dimensions is judged by itself; [] is the tenant. */
            readonly watches: readonly (readonly string[])[];
            /** @description Of each of `watches` so many are judged: those with the most spend, or what came last where new use is looked for. */
            readonly scopes_watched_max: number;
            readonly sensitivity: components["schemas"]["AlertRuleSensitivity"];
            readonly created_at: string | null;
            readonly updated_at: string | null;
        };
        readonly AlertRuleSensitivity: {
            readonly stated: number;
            /** @description Alerts of the scopes that it is judged in, as they were marked in the last 90 days. */
            readonly feedback: {
                readonly useful: number;
                readonly not_useful: number;
            };
            /** @description In scopes of which no alert was marked: stated × 2 ^ ((u − n) / (u + n + 4)), where u and n are a tenth of what was marked useful and not. */
            readonly effective: number;
            /** @description In those of which some were: there u and n are its own marks, and a tenth of the others'. */
            readonly scopes: readonly {
                readonly scope: {
                    readonly [key: string]: string;
                };
                readonly feedback: {
                    readonly useful: number;
                    readonly not_useful: number;
                };
                readonly effective: number;
            }[];
        };
        /**
         * @description How one rule (growth, output_ratio, failed_runs, premium_drift, off_hours, no_accepted_outputs, agent_loops, first_use, price_drift, unattributed, missing_data) is judged in a scope. `scope` lists values by dimension (agent, api_key, department, model, provider, source, workflow: those of one of the lists that the rule watches); {} is everything. Of several that cover a scope the one with most dimensions holds, then the one with fewest values, then the oldest. `parameters` are the rule's own: what is left out is as built in, and what it does not know is refused. `severity` null is the rule's own, or worse by what an incident costs.
         * @example {
         *       "rule": "growth",
         *       "scope": {
         *         "workflow": [
         *           "triage"
         *         ]
         *       },
         *       "parameters": {
         *         "sensitivity": 0.5,
         *         "minimum_amount": 50
         *       }
         *     }
         */
        readonly AlertRuleInput: {
            /** @enum {string} */
            readonly rule: "growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data";
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /** @default true */
            readonly enabled?: boolean;
            /** @default {} */
            readonly parameters?: {
                readonly [key: string]: number | boolean | string | null;
            };
            /**
             * @default null
             * @enum {string|null}
             */
            readonly severity?: "info" | "warning" | "critical" | null;
        };
        readonly AlertRulePreview: {
            readonly from: string;
            /** @description Local dates, half-open: what was judged. */
            readonly to: string;
            readonly currency: string;
            /** @description Judged by this rule and others of its name. */
            readonly scopes: number;
            readonly scopes_left_out: number;
            readonly sensitivity: components["schemas"]["AlertRuleSensitivity"];
            readonly incident_count: number;
            /** @description An estimate: what all incidents cost beyond what was expected. */
            readonly excess_cost: string;
            /** @description Oldest first; at most 100. */
            readonly incidents: readonly {
                readonly scope: {
                    readonly [key: string]: string;
                };
                /** @enum {string} */
                readonly severity: "info" | "warning" | "critical";
                readonly since: string;
                readonly until: string;
                readonly is_ongoing: boolean;
                readonly measure: string;
                readonly unit: string;
                readonly expected: number | null;
                readonly observed: number;
                readonly excess: number;
                readonly score: number;
                /** @description Exact. */
                readonly cost: string;
                /** @description An estimate. */
                readonly excess_cost: string | null;
                /** @description Other scopes that are the same incident. */
                readonly members: number;
            }[];
        };
        /**
         * @description An alert rule as it would be made; `days` counts back from the last local day that is over, at most 60.
         * @example {
         *       "rule": "growth",
         *       "scope": {
         *         "workflow": [
         *           "triage"
         *         ]
         *       },
         *       "parameters": {
         *         "sensitivity": 0.5,
         *         "minimum_amount": 50
         *       },
         *       "days": 30
         *     }
         */
        readonly AlertRulePreviewInput: {
            /** @enum {string} */
            readonly rule: "growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data";
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /** @default true */
            readonly enabled?: boolean;
            /** @default {} */
            readonly parameters?: {
                readonly [key: string]: number | boolean | string | null;
            };
            /**
             * @default null
             * @enum {string|null}
             */
            readonly severity?: "info" | "warning" | "critical" | null;
            /** @default 60 */
            readonly days?: number;
        };
        readonly AlertRuleCheck: {
            /** Format: date-time */
            readonly asked_at: string;
        };
        readonly Conflicts: {
            /** @description Events that came with more than one content. */
            readonly conflict_count: number;
            readonly items: readonly {
                readonly source: string;
                readonly id: string;
            }[];
            /** @description False where there are more than are named: ask for fewer days. */
            readonly is_complete: boolean;
        };
        readonly UsageReceipt: {
            readonly request_id: string;
            /** @description So many events are durable, and will be counted once each. */
            readonly accepted: number;
            readonly refused: readonly components["schemas"]["RefusedEvent"][];
            /** @description Accepted, and to be looked at: where a source contradicts itself, its event carries the tag usage_flag; where a reservation does not hold, the event sets nothing free. */
            readonly flagged?: readonly {
                /** @description The event's place in the body, from 0. */
                readonly index: number;
                readonly id?: string;
                readonly errors: readonly {
                    readonly pointer: string;
                    readonly detail: string;
                }[];
            }[];
        };
        readonly RefusedEvent: {
            /** @description The event's place in the body, from 0. */
            readonly index: number;
            readonly id?: string;
            /**
             * @description unavailable: send this event again.
             * @enum {string}
             */
            readonly code: "invalid_request" | "unavailable";
            readonly errors: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
        };
        readonly UsageProblem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @enum {string} */
            readonly code: "alert_not_found" | "alert_rule_already_exists" | "alert_rule_limit_reached" | "alert_rule_not_found" | "alert_resolved" | "api_key_limit_reached" | "api_key_not_found" | "api_key_paused" | "attribution_rule_limit_reached" | "attribution_rule_not_found" | "body_too_large" | "budget_limit_reached" | "budget_not_found" | "budget_not_hard" | "budget_override_limit_reached" | "budget_override_not_found" | "budget_override_over" | "budget_override_reviewed" | "budget_template_limit_reached" | "caps_unavailable" | "changed_meanwhile" | "currency_rate_limit_reached" | "currency_rate_not_found" | "cursor_invalid" | "decision_not_found" | "directory_not_found" | "encoding_not_supported" | "forbidden" | "hard_budget_limit_reached" | "idempotency_key_in_progress" | "idempotency_key_reused" | "identity_provider_already_exists" | "identity_provider_limit_reached" | "identity_provider_not_found" | "identity_provider_unreachable" | "internal" | "invalid_request" | "last_owner" | "exception_limit_reached" | "exception_not_found" | "exception_not_open" | "malformed_body" | "media_type_not_supported" | "member_already_exists" | "member_limit_reached" | "member_not_found" | "method_not_allowed" | "not_found" | "owner_already_exists" | "owner_limit_reached" | "owner_not_found" | "own_exception" | "pause_already_exists" | "pause_limit_reached" | "pause_not_found" | "precondition_required" | "precondition_failed" | "price_needs_confirmation" | "price_override_limit_reached" | "price_override_not_found" | "quarantine_entry_not_found" | "query_too_large" | "routing_policy_active" | "routing_policy_limit_reached" | "routing_policy_not_draft" | "routing_policy_not_found" | "rate_limit_already_exists" | "rate_limit_limit_reached" | "rate_limit_not_found" | "rate_limited" | "report_not_found" | "repricing_in_progress" | "repricing_limit_reached" | "repricing_not_found" | "reservation_invalid" | "run_not_found" | "run_limit_already_exists" | "run_limit_limit_reached" | "run_limit_not_found" | "scope_exceeds_minter" | "too_many_events" | "unauthenticated" | "unavailable" | "delivery_not_found" | "email_not_configured" | "notification_channel_disabled" | "notification_channel_limit_reached" | "notification_channel_not_found" | "webhook_id_reused" | "webhook_source_limit_reached" | "webhook_source_not_found";
            readonly detail: string;
            /** @description The request's id. */
            readonly instance: string;
            readonly errors?: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
            readonly refused?: readonly components["schemas"]["RefusedEvent"][];
        };
        /**
         * @example {
         *       "id": "call-1841",
         *       "source": "legal-gateway",
         *       "time": "2026-11-02T14:05:09.250+01:00",
         *       "operation": "chat",
         *       "provider": "openai",
         *       "model": "gpt-5-mini",
         *       "usage": {
         *         "input_tokens": 1250,
         *         "cache_read_tokens": 1024,
         *         "output_tokens": 310,
         *         "reasoning_tokens": 128
         *       },
         *       "attribution": {
         *         "department": "legal",
         *         "application": "contract-review",
         *         "tags": {
         *           "office": "zurich"
         *         }
         *       }
         *     }
         */
        readonly UsageEvents: components["schemas"]["UsageEvent"] | readonly components["schemas"]["UsageEvent"][];
        /**
         * @example {
         *       "id": "call-1841",
         *       "source": "legal-gateway",
         *       "time": "2026-11-02T14:05:09.250+01:00",
         *       "operation": "chat",
         *       "provider": "openai",
         *       "model": "gpt-5-mini",
         *       "usage": {
         *         "input_tokens": 1250,
         *         "cache_read_tokens": 1024,
         *         "output_tokens": 310,
         *         "reasoning_tokens": 128
         *       },
         *       "attribution": {
         *         "department": "legal",
         *         "application": "contract-review",
         *         "tags": {
         *           "office": "zurich"
         *         }
         *       }
         *     }
         */
        readonly UsageEvent: {
            /** @description Yours. With `source` it names the event: a repeat counts once. */
            readonly id: string;
            /** @description The system that tells of the event. */
            readonly source: string;
            /**
             * Format: date-time
             * @description When it happened, with an offset.
             */
            readonly time: string;
            /** @enum {string} */
            readonly type?: "usage";
            /** @enum {string} */
            readonly operation: "chat" | "completion" | "embedding" | "rerank" | "retrieval" | "tool_call" | "browsing" | "code_execution" | "image" | "audio" | "evaluation" | "indexing" | "storage" | "source_refresh" | "permission_sync" | "orchestration" | "human_review";
            /** @description Required where a model is called. */
            readonly provider?: string | null;
            /** @description The model that answered. Required where a model is called. */
            readonly model?: string | null;
            readonly requested_model?: string | null;
            /** @description Token fields exclude one another, save reasoning_tokens, which lie within output_tokens. */
            readonly usage?: {
                readonly input_tokens?: number;
                readonly cache_read_tokens?: number;
                readonly cache_write_5m_tokens?: number;
                readonly cache_write_1h_tokens?: number;
                readonly input_audio_tokens?: number;
                readonly input_image_tokens?: number;
                readonly output_tokens?: number;
                readonly output_audio_tokens?: number;
                readonly output_image_tokens?: number;
                readonly reasoning_tokens?: number;
                readonly requests?: number;
                readonly tool_calls?: number;
                readonly retrieval_calls?: number;
                readonly agent_steps?: number;
                readonly web_searches?: number;
                readonly rerank_units?: number;
                readonly code_seconds?: number;
                readonly compute_seconds?: number;
                readonly audio_seconds?: number;
                readonly pages?: number;
                readonly images?: number;
                readonly gb_hours?: number;
            };
            /**
             * @description estimated where the sender did not measure the usage; measured where absent.
             * @enum {string|null}
             */
            readonly usage_basis?: "measured" | "estimated" | null;
            readonly attribution?: {
                readonly business_unit?: string | null;
                readonly department?: string | null;
                readonly workspace?: string | null;
                readonly project?: string | null;
                readonly project_code?: string | null;
                readonly application?: string | null;
                readonly workflow?: string | null;
                readonly agent?: string | null;
                readonly user?: string | null;
                readonly user_group?: string | null;
                readonly environment?: string | null;
                readonly data_class?: string | null;
                readonly consumer?: {
                    readonly business_unit?: string | null;
                    readonly department?: string | null;
                    readonly workspace?: string | null;
                    readonly project?: string | null;
                    readonly project_code?: string | null;
                    readonly application?: string | null;
                    readonly user?: string | null;
                    readonly user_group?: string | null;
                } | null;
                readonly tags?: {
                    readonly [key: string]: string;
                };
            } | null;
            readonly run?: {
                readonly id: string;
                /** Format: date-time */
                readonly started_at?: string | null;
                readonly task_id?: string | null;
                readonly task_class?: string | null;
                readonly risk?: string | null;
                readonly parent_id?: string | null;
                readonly step?: number;
                /** @description From 1; a higher one is a retry. */
                readonly attempt?: number;
                /** @description It repeats an earlier step of its run without progress. */
                readonly loop?: boolean | null;
            } | null;
            readonly route?: {
                readonly id?: string | null;
                /** @enum {string|null} */
                readonly type?: "default" | "override" | "exception" | "fallback" | null;
                readonly decision_id?: string | null;
                /** @description As the decision answered it: what was set aside for this call is free again once the call is counted. */
                readonly reservation_id?: string | null;
                /** @description Which call of its decision this was; 1 where absent. */
                readonly attempt?: number | null;
                readonly fallback_from?: string | null;
            } | null;
            readonly service_tier?: string | null;
            readonly region?: string | null;
            readonly response_cache_hit?: boolean | null;
            /**
             * @description succeeded where absent.
             * @enum {string|null}
             */
            readonly status?: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
            readonly outcome?: {
                readonly accepted?: boolean | null;
                readonly completed?: boolean | null;
                readonly rework?: boolean | null;
                readonly human_reviewed?: boolean | null;
                readonly review_seconds?: number;
                readonly reviewer_role?: string | null;
                readonly redacted?: boolean | null;
                readonly blocked_by?: string | null;
            } | null;
            readonly reported_cost?: {
                readonly amount: string;
                readonly currency: string;
            } | null;
            readonly duration_ms?: number;
        };
        readonly CloudEvent: {
            /** @enum {string} */
            readonly specversion: "1.0";
            readonly id: string;
            readonly source: string;
            readonly type: string;
            /** @description Without it, the first receipt is its time. */
            readonly time?: string;
            /** @description JSON, where it is there. */
            readonly datacontenttype?: string;
            /** @description The data as base64 of JSON, in place of data. */
            readonly data_base64?: string;
            /** @description A usage event without id and source, or { tokens, type: input | system | output, provider, model }. */
            readonly data?: {
                readonly [key: string]: unknown;
            };
        };
        readonly RecordedEvents: {
            readonly items: readonly components["schemas"]["RecordedEvent"][];
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            /** @description Null at the end. A page can be empty and still have a next one: a range is walked in parts. */
            readonly next_cursor: string | null;
        };
        /**
         * @example {
         *       "id": "chatcmpl-8f2c",
         *       "object": "chat.completion",
         *       "created": 1793609940,
         *       "model": "gpt-5-mini-2025-08-07",
         *       "usage": {
         *         "prompt_tokens": 2274,
         *         "completion_tokens": 310,
         *         "total_tokens": 2584,
         *         "prompt_tokens_details": {
         *           "cached_tokens": 1024
         *         },
         *         "completion_tokens_details": {
         *           "reasoning_tokens": 128
         *         }
         *       }
         *     }
         */
        readonly ProviderResponses: components["schemas"]["ProviderResponse"] | readonly components["schemas"]["ProviderResponse"][];
        /**
         * @description The response as the provider sent it, a line of a batch's results, or the part of a stream that states the usage.
         * @example {
         *       "id": "chatcmpl-8f2c",
         *       "object": "chat.completion",
         *       "created": 1793609940,
         *       "model": "gpt-5-mini-2025-08-07",
         *       "usage": {
         *         "prompt_tokens": 2274,
         *         "completion_tokens": 310,
         *         "total_tokens": 2584,
         *         "prompt_tokens_details": {
         *           "cached_tokens": 1024
         *         },
         *         "completion_tokens_details": {
         *           "reasoning_tokens": 128
         *         }
         *       }
         *     }
         */
        readonly ProviderResponse: {
            readonly [key: string]: unknown;
        };
        readonly OtlpTracesAnswer: {
            /** @description Spans that were rejected, and why. With none rejected, the message is a warning. */
            readonly partialSuccess?: {
                readonly rejectedSpans: string;
                readonly errorMessage: string;
            };
        };
        /** @description A google.rpc.Status. */
        readonly OtlpStatus: {
            /** @description One of google.rpc.Code. */
            readonly code: number;
            /** @description An error code of this API, a colon, and what is wrong. */
            readonly message: string;
        };
        /**
         * @description An ExportTraceServiceRequest.
         * @example {
         *       "resourceSpans": [
         *         {
         *           "resource": {
         *             "attributes": [
         *               {
         *                 "key": "service.name",
         *                 "value": {
         *                   "stringValue": "contract-review"
         *                 }
         *               }
         *             ]
         *           },
         *           "scopeSpans": [
         *             {
         *               "spans": [
         *                 {
         *                   "traceId": "0af7651916cd43dd8448eb211c80319c",
         *                   "spanId": "b7ad6b7169203331",
         *                   "name": "chat gpt-5-mini",
         *                   "startTimeUnixNano": "1793610000000000000",
         *                   "endTimeUnixNano": "1793610001500000000",
         *                   "attributes": [
         *                     {
         *                       "key": "gen_ai.operation.name",
         *                       "value": {
         *                         "stringValue": "chat"
         *                       }
         *                     },
         *                     {
         *                       "key": "gen_ai.provider.name",
         *                       "value": {
         *                         "stringValue": "openai"
         *                       }
         *                     },
         *                     {
         *                       "key": "gen_ai.request.model",
         *                       "value": {
         *                         "stringValue": "gpt-5-mini"
         *                       }
         *                     },
         *                     {
         *                       "key": "gen_ai.usage.input_tokens",
         *                       "value": {
         *                         "intValue": "2274"
         *                       }
         *                     },
         *                     {
         *                       "key": "gen_ai.usage.output_tokens",
         *                       "value": {
         *                         "intValue": "310"
         *                       }
         *                     }
         *                   ]
         *                 }
         *               ]
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly OtlpTraces: {
            readonly resourceSpans?: readonly {
                readonly [key: string]: unknown;
            }[];
        };
        readonly OpenRouterAnswer: {
            readonly [key: string]: unknown;
        };
        /**
         * @description A record as the product writes it.
         * @example {
         *       "id": "log-8f2c",
         *       "trace_id": "trace-1",
         *       "created_at": "2026-11-02T13:05:09.250Z",
         *       "ai_org": "openai",
         *       "ai_model": "gpt-5-mini",
         *       "req_units": 2274,
         *       "res_units": 310,
         *       "total_units": 2584,
         *       "cost": 0.118,
         *       "cost_currency": "USD",
         *       "response_status_code": 200
         *     }
         */
        readonly PortkeyLog: {
            readonly [key: string]: unknown;
        };
        /**
         * @description A record as the product writes it.
         * @example {
         *       "id": "chatcmpl-8f2c",
         *       "call_type": "acompletion",
         *       "status": "success",
         *       "custom_llm_provider": "openai",
         *       "model": "gpt-5-mini",
         *       "startTime": "2026-11-02T14:05:09.250+01:00",
         *       "endTime": "2026-11-02T14:05:11.000+01:00",
         *       "prompt_tokens": 2274,
         *       "completion_tokens": 310,
         *       "total_tokens": 2584,
         *       "response_cost": 0.00118,
         *       "metadata": {
         *         "user_api_key_team_alias": "legal",
         *         "user_api_key_alias": "contract-review"
         *       }
         *     }
         */
        readonly WebhookRecord: {
            readonly [key: string]: unknown;
        };
        readonly LangfuseAnswer: {
            readonly successes: readonly {
                readonly id: string;
                readonly status: number;
            }[];
            readonly errors: readonly {
                readonly id: string;
                readonly status: number;
                readonly message: string;
            }[];
        };
        /**
         * @example {
         *       "batch": [
         *         {
         *           "id": "event-1",
         *           "type": "generation-create",
         *           "timestamp": "2026-11-02T13:05:11.100Z",
         *           "body": {
         *             "id": "generation-1",
         *             "traceId": "trace-1",
         *             "startTime": "2026-11-02T13:05:09.250Z",
         *             "endTime": "2026-11-02T13:05:11.000Z",
         *             "model": "gpt-5-mini",
         *             "usageDetails": {
         *               "input": 1250,
         *               "input_cached_tokens": 1024,
         *               "output": 310
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        readonly LangfuseBatch: {
            readonly batch: readonly {
                readonly [key: string]: unknown;
            }[];
        };
        /**
         * @example {
         *       "id": "chatcmpl-8f2c",
         *       "call_type": "acompletion",
         *       "status": "success",
         *       "custom_llm_provider": "openai",
         *       "model": "gpt-5-mini",
         *       "startTime": "2026-11-02T14:05:09.250+01:00",
         *       "endTime": "2026-11-02T14:05:11.000+01:00",
         *       "prompt_tokens": 2274,
         *       "completion_tokens": 310,
         *       "total_tokens": 2584,
         *       "response_cost": 0.00118,
         *       "metadata": {
         *         "user_api_key_team_alias": "legal",
         *         "user_api_key_alias": "contract-review"
         *       }
         *     }
         */
        readonly WebhookRecords: components["schemas"]["WebhookRecord"] | readonly components["schemas"]["WebhookRecord"][];
        readonly OutcomeStory: {
            readonly items: readonly components["schemas"]["ToldOutcome"][];
            /** @description Null: nothing was told. */
            readonly merged: {
                readonly accepted: boolean | null;
                readonly completed: boolean | null;
                readonly rework: boolean | null;
                readonly human_reviewed: boolean | null;
                readonly review_seconds: number | null;
                readonly reviewer_role: string | null;
                readonly redacted: boolean | null;
                readonly blocked_by: string | null;
                /** @enum {string|null} */
                readonly status: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
            } | null;
            /** @description So many events of it were recorded; without any, its outcome waits. */
            readonly events: number;
        };
        readonly ToldOutcome: {
            readonly id: string;
            /** Format: date-time */
            readonly at: string;
            /**
             * @description event: an event carried it; its id is then the event's source and id, as a JSON list.
             * @enum {string}
             */
            readonly told_by: "outcome" | "event";
            readonly accepted: boolean | null;
            readonly completed: boolean | null;
            readonly rework: boolean | null;
            readonly human_reviewed: boolean | null;
            readonly review_seconds: number | null;
            readonly reviewer_role: string | null;
            readonly redacted: boolean | null;
            readonly blocked_by: string | null;
            /** @enum {string|null} */
            readonly status: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
        };
        readonly OutcomeReceipt: {
            readonly request_id: string;
            /** @description So many outcomes are durable, and will be counted. */
            readonly accepted: number;
            readonly refused: readonly components["schemas"]["RefusedEvent"][];
        };
        readonly Outcomes: components["schemas"]["Outcome"] | readonly components["schemas"]["Outcome"][];
        /**
         * @description At most 100 outcomes of one run, task or event. At least one fact.
         * @example {
         *       "id": "review-1841",
         *       "run_id": "run_77",
         *       "at": "2026-11-02T17:20:00+01:00",
         *       "accepted": true,
         *       "human_reviewed": true,
         *       "review_seconds": 210,
         *       "reviewer_role": "agent-lead"
         *     }
         */
        readonly Outcome: {
            /** @description Yours. Told again under the same id, it says nothing new. */
            readonly id: string;
            /** @description What it is of: exactly one of run_id, task_id and event. */
            readonly run_id?: string | null;
            readonly task_id?: string | null;
            /** @description As the event itself was sent. */
            readonly event?: {
                readonly source: string;
                readonly id: string;
                /** Format: date-time */
                readonly time: string;
            } | null;
            /**
             * Format: date-time
             * @description When it was so. Of two that say different things, the later holds, member by member.
             */
            readonly at: string;
            readonly accepted?: boolean | null;
            readonly completed?: boolean | null;
            readonly rework?: boolean | null;
            readonly human_reviewed?: boolean | null;
            /** @description Of all reviews together. */
            readonly review_seconds?: number;
            readonly reviewer_role?: string | null;
            readonly redacted?: boolean | null;
            readonly blocked_by?: string | null;
            /**
             * @description How the run or task ended.
             * @enum {string|null}
             */
            readonly status?: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
        };
        readonly OutcomeRows: {
            readonly items: readonly components["schemas"]["OutcomeRow"][];
            readonly from: string;
            readonly to: string;
            readonly currency: string;
            /** @description Null at the end. A page can be empty and still have a next one: a range is walked in parts. */
            readonly next_cursor: string | null;
        };
        readonly OutcomeRow: {
            /** @description The run, task or event; an event has a source. Null of rows that were written before they said it. */
            readonly subject: {
                readonly kind: string;
                readonly id: string;
                readonly source: string | null;
            } | null;
            /**
             * @description The local hour of its earliest event.
             * @example 2026-11-02T09:00+01:00
             */
            readonly hour: string;
            /** @description Those of its earliest event that have a value. */
            readonly dimensions: {
                readonly [key: string]: string;
            };
            readonly tags: {
                readonly [key: string]: string;
            };
            /** @description What it adds to spend; what is not named is zero. */
            readonly measures: {
                readonly [key: string]: string | number;
            };
        };
        readonly Run: {
            readonly run_id: string;
            readonly parent_id: string | null;
            readonly task_ids: readonly string[];
            /** Format: date-time */
            readonly first_event_at: string;
            /** Format: date-time */
            readonly last_event_at: string;
            readonly events: number;
            /** @description Distinct numbers of steps that its events state. */
            readonly steps: number;
            /** @description Events by their own status. */
            readonly statuses: {
                readonly [key: string]: number;
            };
            /** @description Of its earliest event; so its outcome counts. */
            readonly dimensions: {
                readonly [key: string]: string;
            };
            readonly cost: string;
            /** @description What is not named is zero. Review is the outcome's, too. */
            readonly cost_components: {
                readonly [key: string]: string;
            };
            /** @description An event may have several causes: these do not add up to cost. */
            readonly cost_causes: {
                readonly [key: string]: string;
            };
            readonly unpriced_events: number;
            /** @description All that was told, merged. Null: nothing was. */
            readonly outcome: {
                readonly accepted: boolean | null;
                readonly completed: boolean | null;
                readonly rework: boolean | null;
                readonly human_reviewed: boolean | null;
                readonly review_seconds: number | null;
                readonly reviewer_role: string | null;
                readonly redacted: boolean | null;
                readonly blocked_by: string | null;
                /** @enum {string|null} */
                readonly status: "succeeded" | "failed" | "timed_out" | "abandoned" | "blocked" | "cancelled" | null;
            } | null;
            readonly told: readonly components["schemas"]["ToldOutcome"][];
            /** @description False where it went on through more buckets of time than are followed. */
            readonly is_complete: boolean;
        };
        readonly IngestionSchedule: {
            /** @description In order. The last one that is not ahead holds now. */
            readonly entries: readonly {
                /**
                 * Format: date-time
                 * @description A whole hour in UTC, at least 30 minutes ahead.
                 */
                readonly effective_from: string;
                /** @description The event time of one bucket: it divides the hour. */
                readonly span_seconds: number;
                /** @description Parts that a bucket's events are spread over. */
                readonly shards: number;
            }[];
        };
        /**
         * @example {
         *       "effective_from": "2026-11-02T10:00:00Z",
         *       "span_seconds": 20,
         *       "shards": 1
         *     }
         */
        readonly IngestionScheduleEntry: {
            /**
             * Format: date-time
             * @description A whole hour in UTC, at least 30 minutes ahead.
             */
            readonly effective_from: string;
            /** @description The event time of one bucket: it divides the hour. */
            readonly span_seconds: number;
            /** @description Parts that a bucket's events are spread over. */
            readonly shards: number;
        };
        readonly WebhookSourceWithSecret: {
            readonly webhook_source: components["schemas"]["WebhookSource"];
            /** @description The secret that we made, shown this once. Null where the product made it, or none is used. */
            readonly secret: string | null;
        };
        readonly WebhookSource: {
            readonly id: string;
            readonly kind: string;
            readonly name: string;
            readonly enabled: boolean;
            /** @description Where its webhooks go. */
            readonly path: string;
            /** @description The source of its events. */
            readonly source: string;
            /** @description Given to events that say none. */
            readonly attribution: {
                readonly [key: string]: string;
            };
            /** @description Newest first; their text is never shown again. None where the kind does not sign. */
            readonly secrets: readonly {
                readonly id: string;
                readonly created_at: string;
                /** @description Null: as long as the source is. */
                readonly valid_until: string | null;
            }[];
            readonly created_at: string;
            /** @description The key or member that made it. */
            readonly created_by: string;
            readonly updated_at: string;
        };
        /**
         * @example {
         *       "kind": "outlay",
         *       "name": "billing service",
         *       "attribution": {
         *         "department": "it"
         *       }
         *     }
         */
        readonly NewWebhookSource: {
            /** @enum {string} */
            readonly kind: "litellm" | "langfuse" | "portkey" | "helicone" | "cloudflare" | "openrouter" | "kong" | "outlay";
            readonly name: string;
            /** @default {} */
            readonly attribution?: {
                readonly business_unit?: string;
                readonly department?: string;
                readonly workspace?: string;
                readonly project?: string;
                readonly project_code?: string;
                readonly application?: string;
                readonly workflow?: string;
                readonly agent?: string;
                readonly user?: string;
                readonly user_group?: string;
                readonly environment?: string;
                readonly data_class?: string;
            };
            /** @description Of its events; without it, the kind. */
            readonly source?: string;
            /** @description The product's signing key, where the product made it. */
            readonly secret?: string;
        };
        /**
         * @example {
         *       "name": "billing service",
         *       "enabled": false
         *     }
         */
        readonly WebhookSourceChange: {
            readonly name: string;
            /** @description Where this is left out it stays as it is. */
            readonly enabled?: boolean;
            /** @default {} */
            readonly attribution?: {
                readonly business_unit?: string;
                readonly department?: string;
                readonly workspace?: string;
                readonly project?: string;
                readonly project_code?: string;
                readonly application?: string;
                readonly workflow?: string;
                readonly agent?: string;
                readonly user?: string;
                readonly user_group?: string;
                readonly environment?: string;
                readonly data_class?: string;
            };
        };
        /**
         * @example {
         *       "grace_seconds": 86400
         *     }
         */
        readonly WebhookSecretRotation: {
            readonly grace_seconds: number;
            /** @description The product's next signing key, where the product made it. */
            readonly secret?: string;
        };
        readonly NotificationChannelWithSecret: {
            readonly notification_channel: components["schemas"]["NotificationChannel"];
            /** @description The signing secret that we made, shown this once. Null where none was made. */
            readonly secret: string | null;
        };
        readonly NotificationChannel: {
            readonly id: string;
            /**
             * @description webhook: Standard Webhooks 1.0. slack: what Slack's incoming webhooks take. email: one mail to all addresses.
             * @enum {string}
             */
            readonly kind: "webhook" | "slack" | "email";
            readonly name: string;
            readonly enabled: boolean;
            /**
             * @description Why we switched it off: its receiver answered 410, or nothing was delivered for 5 days.
             * @enum {string|null}
             */
            readonly disabled_reason: "gone" | "failing" | null;
            /** @description Of a webhook. Slack's URL is a secret: only its host is shown. */
            readonly url: string | null;
            readonly host: string | null;
            readonly addresses: readonly string[];
            /** @description Kinds of alerts that it is told of; empty: all. */
            readonly alert_kinds: readonly string[];
            /** @description Of anomalies, the rules that it is told of; empty: all. */
            readonly rules: readonly string[];
            /** @enum {string} */
            readonly severity_min: "info" | "warning" | "critical";
            /** @description Values by dimension that an alert is within: a list is OR, several dimensions are AND, {} is every alert. An alert that says nothing of a dimension is not within its values. */
            readonly scope: {
                readonly [key: string]: readonly string[];
            };
            readonly events: readonly ("opened" | "updated" | "acknowledged" | "resolved")[];
            /** @description Newest first; their text is never shown again. A webhook is signed by each that lives. */
            readonly secrets: readonly {
                readonly id: string;
                readonly created_at: string;
                readonly valid_until: string | null;
            }[];
            readonly created_at: string;
            /** @description The key or member that made it. */
            readonly created_by: string;
            readonly updated_at: string;
        };
        /**
         * @example {
         *       "kind": "webhook",
         *       "name": "On call",
         *       "url": "https://hooks.example.com/outlay",
         *       "severity_min": "warning",
         *       "events": [
         *         "opened",
         *         "resolved"
         *       ]
         *     }
         */
        readonly NewNotificationChannel: {
            /** @enum {string} */
            readonly kind: "webhook" | "slack" | "email";
            readonly name: string;
            readonly url?: string;
            readonly addresses?: readonly string[];
            /** @default [] */
            readonly alert_kinds?: readonly ("budget" | "loop" | "anomaly")[];
            /** @default [] */
            readonly rules?: readonly ("growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data")[];
            /**
             * @default info
             * @enum {string}
             */
            readonly severity_min?: "info" | "warning" | "critical";
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default [
             *       "opened",
             *       "resolved"
             *     ]
             */
            readonly events?: readonly ("opened" | "updated" | "acknowledged" | "resolved")[];
        };
        /**
         * @example {
         *       "name": "On call",
         *       "enabled": true,
         *       "severity_min": "critical"
         *     }
         */
        readonly NotificationChannelChange: {
            readonly name: string;
            /** @description Where this is left out it stays as it is, whoever switched it off: only `true` switches it on again. */
            readonly enabled?: boolean;
            readonly url?: string;
            readonly addresses?: readonly string[];
            /** @default [] */
            readonly alert_kinds?: readonly ("budget" | "loop" | "anomaly")[];
            /** @default [] */
            readonly rules?: readonly ("growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data")[];
            /**
             * @default info
             * @enum {string}
             */
            readonly severity_min?: "info" | "warning" | "critical";
            /** @default {} */
            readonly scope?: {
                readonly [key: string]: readonly string[];
            };
            /**
             * @default [
             *       "opened",
             *       "resolved"
             *     ]
             */
            readonly events?: readonly ("opened" | "updated" | "acknowledged" | "resolved")[];
        };
        /**
         * @example {
         *       "grace_seconds": 86400
         *     }
         */
        readonly ChannelSecretRotation: {
            readonly grace_seconds: number;
        };
        readonly Delivery: {
            /** @description Also the webhook-id of every attempt: receivers know a repeat by it. */
            readonly id: string;
            readonly notification_channel_id: string;
            /** @enum {string} */
            readonly kind: "webhook" | "slack" | "email";
            readonly alert_id: string | null;
            /** @description What is told, for example alert.opened. */
            readonly type: string;
            /**
             * @description pending: another attempt is due. failed: every attempt of the schedule failed. disabled: the channel was switched off, or its receiver is gone.
             * @enum {string}
             */
            readonly state: "pending" | "delivered" | "failed" | "disabled";
            readonly created_at: string;
            readonly next_attempt_at: string | null;
            /** @description The last 50, oldest first. What a receiver answered beside its status is not kept. */
            readonly attempts: readonly {
                readonly number: number;
                readonly at: string;
                /** @description Null while it goes on, or where nobody knows what became of it. */
                readonly duration_ms: number | null;
                readonly status_code: number | null;
                readonly error: ("http_status" | "timeout" | "connection_failed" | "tls_failed" | "name_not_found" | "not_public" | "redirected" | "secret_missing" | "mail_refused" | "not_configured") | null;
            }[];
        };
        readonly QuarantineEntry: {
            readonly id: string;
            /**
             * @description Whether events wait to be recorded, pages to be made, or alerts to be told.
             * @enum {string}
             */
            readonly kind: "usage" | "fold" | "notify";
            /** @enum {string} */
            readonly reason: "message_unreadable" | "processing_failed";
            /** @enum {string} */
            readonly status: "quarantined" | "redriven";
            readonly body_bytes: number;
            /** @description How often the message was tried, its move here included. */
            readonly receive_count: number;
            /** @description When the message was sent. */
            readonly first_seen_at: string;
            /** @description When it was put in quarantine. */
            readonly last_seen_at: string;
            readonly redriven_at: string | null;
            /** @description The key or member that sent it again. */
            readonly redriven_by: string | null;
        };
        readonly AuditEntry: {
            /** @description Counts from 1 without gaps. */
            readonly seq: number;
            readonly id: string;
            readonly at: string;
            readonly actor: {
                /** @enum {string} */
                readonly kind: "api_key" | "member" | "platform";
                readonly id: string;
            };
            readonly operation: string;
            /** @enum {string} */
            readonly entity: "sign_up" | "tenant" | "ingestion_schedule" | "directory" | "member" | "api_key" | "identity_provider" | "budget" | "attribution_rule" | "owner" | "price_override" | "currency_rate" | "repricing" | "routing_policy" | "exception" | "rate_limit" | "run_limit" | "budget_override" | "webhook_source" | "notification_channel" | "closed_month" | "pause" | "alert_rule" | "alert";
            readonly entity_id: string;
            readonly reason: string | null;
            /** @description Null: it was not there. */
            readonly before: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Null: it was removed. */
            readonly after: {
                readonly [key: string]: unknown;
            } | null;
            readonly previous_hash: string;
            /** @description SHA-256 over the stored entry and previous_hash. */
            readonly hash: string;
        };
        readonly AuditVerification: {
            /** @description So many entries hold, from the first. */
            readonly entries: number;
            readonly head_hash: string;
            /** @description Null: the chain holds. */
            readonly first_broken_seq: number | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly createTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewTenant"];
            };
        };
        readonly responses: {
            /** @description The tenant, its owner, and the key with its text this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignedUpTenant"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tenant */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TenantChange"];
            };
        };
        readonly responses: {
            /** @description The tenant, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listMembers: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of members */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Member"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly inviteMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewMember"];
            };
        };
        readonly responses: {
            /** @description The invited member */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The member's id. */
                readonly member_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The member */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The member's id. */
                readonly member_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Removed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The member's id. */
                readonly member_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MemberChange"];
            };
        };
        readonly responses: {
            /** @description The member, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listApiKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of keys */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ApiKey"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewApiKey"];
            };
        };
        readonly responses: {
            /** @description The key, with its text this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The API key's id. */
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The key */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The API key's id. */
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApiKeyChange"];
            };
        };
        readonly responses: {
            /** @description The key, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly bindApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The API key's id. */
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApiKeyBinding"];
            };
        };
        readonly responses: {
            /** @description The key, now bound */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rotateApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The API key's id. */
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApiKeyRotation"];
            };
        };
        readonly responses: {
            /** @description The key, with its new text this once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The API key's id. */
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The key, now revoked */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listIdentityProviders: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of identity providers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["IdentityProvider"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly registerIdentityProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewIdentityProvider"];
            };
        };
        readonly responses: {
            /** @description The identity provider */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IdentityProvider"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getIdentityProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The identity provider's id. */
                readonly identity_provider_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The provider */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IdentityProvider"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeIdentityProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The identity provider's id. */
                readonly identity_provider_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Removed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSpend: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
                /** @description Weeks begin on Monday. */
                readonly granularity?: "hour" | "day" | "week" | "month" | "total";
                /** @description Comma-separated, of: business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, source, provider, model, model_tier, operation, status, service_tier, region, route, route_type, task_class, unpriced_reason, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group, filled_by, fallback_from, or `tag:<name>` */
                readonly group_by?: string;
                /** @description Comma-separated, of: cost, cost_premium, events, unpriced_events, unpriced_calls, response_cache_hits, run_starts, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, input_audio_tokens, input_image_tokens, output_tokens, output_audio_tokens, output_image_tokens, reasoning_tokens, requests, tool_calls, retrieval_calls, agent_steps, web_searches, rerank_units, code_seconds, compute_seconds, audio_seconds, pages, images, gb_hours, cost_input, cost_cache_read, cost_cache_write, cost_output, cost_tool_calls, cost_browsing, cost_code_execution, cost_retrieval, cost_reranking, cost_embedding, cost_indexing, cost_storage, cost_source_refresh, cost_permission_sync, cost_orchestration, cost_evaluation, cost_human_review, cost_estimated, cost_allocated, cost_reported, cost_compared, cost_cause_retry, cost_cause_loop, cost_cause_fallback, cost_cause_exception, cost_cause_evaluation, cost_cause_abandoned, cost_cause_blocked, cost_of_tasks, cost_of_accepted, reported_events, reported_events_without_rate, retry_events, loop_events, fallback_events, exception_events, evaluation_events, abandoned_events, blocked_events, outcomes, task_outcomes, accepted_outcomes, rejected_outcomes, completed_outcomes, reworked_outcomes, reviewed_outcomes, redacted_outcomes, blocked_outcomes, abandoned_outcomes, review_seconds */
                readonly measures?: string;
                /** @description Comma-separated, of: cost_per_run, cost_per_task, cost_per_completed_workflow, cost_per_accepted_output, total_input_tokens, total_output_tokens, output_ratio, premium_share, fallback_rate, cache_hit_rate, cached_input_share, retry_cost, loop_cost, abandoned_cost, blocked_cost, exception_cost, human_review_time, human_review_cost, acceptance_rate, completion_rate, rework_rate, active_users, useful_cost, useful_share */
                readonly metrics?: string;
                /** @description Without it, what the `Accept` header asks for: application/json, text/csv, application/x-ndjson. */
                readonly format?: "json" | "csv" | "ndjson";
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Spend, exact to the last digit */
            readonly 200: {
                headers: {
                    /** @description `next_cursor`, in every format; absent at the end. */
                    readonly "next-cursor"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Spend"];
                    readonly "application/x-ndjson": components["schemas"]["SpendItem"];
                    readonly "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly querySpend: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SpendQuery"];
            };
        };
        readonly responses: {
            /** @description The answer, exact to the last digit */
            readonly 200: {
                headers: {
                    /** @description `next_cursor`, in every format; absent at the end. */
                    readonly "next-cursor"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Spend"];
                    readonly "application/x-ndjson": components["schemas"]["SpendItem"];
                    readonly "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSpendRecords: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
                /** @description Without it, what the `Accept` header asks for: application/json, text/csv, application/x-ndjson. */
                readonly format?: "json" | "csv" | "ndjson";
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of records */
            readonly 200: {
                headers: {
                    /** @description `next_cursor`, in every format; absent at the end. */
                    readonly "next-cursor"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SpendRecords"];
                    readonly "application/x-ndjson": components["schemas"]["SpendRecord"];
                    readonly "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listReports: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every report */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reports"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getReport: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description First local date. Without it, 30 days before `to`. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
                /** @description Without it, what the `Accept` header asks for: application/json, text/csv, application/x-ndjson. */
                readonly format?: "json" | "csv" | "ndjson";
                /** @description Rows with less of the amount that the report is about (`money`) are not listed, but summed in `below`. Without it, 0. */
                readonly min_cost?: string;
                /** @description A column of amounts or counts by which rows are ordered, the greatest first. */
                readonly order_by?: string;
                /** @description Of fewer outcomes that say whether they were accepted, nothing is concluded. Of retrieval-heavy-low-acceptance, cheaper-models. Without it, 20. */
                readonly outcomes_min?: string;
                /** @description Acceptance is low below this. Of retrieval-heavy-low-acceptance. Without it, 0.7. */
                readonly acceptance_below?: string;
                /** @description Acceptance may fall by this much at most, with 95 % confidence. Of cheaper-models. Without it, 0.05. */
                readonly acceptance_margin?: string;
                /** @description Retrieval-heavy is at least so many retrievals an event. Of retrieval-heavy-low-acceptance. Without it, 0.5. */
                readonly retrieval_min?: string;
                /** @description `ignore`: a budget over the whole company is over nothing in particular. Of without-budget. Without it, count. */
                readonly company_budgets?: "count" | "ignore";
                /** @description `none`: what no budget or cap is over. `soft`: that, and what soft budgets alone are over. `hard`: all. Of without-budget. Without it, none. */
                readonly cover?: "none" | "soft" | "hard";
                /** @description `ignore`: work of a task class that the policy names in no tier is not taken for routine by the default tier alone. Of premium-for-routine. Without it, count. */
                readonly default_tier?: "count" | "ignore";
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path: {
                /** @description One of abandoned-runs, premium-for-routine, blocked-routes, retries-by-user-group, retrieval-heavy-low-acceptance, fastest-growing-workflows, power-users, without-budget, data-class-routes, abandoned-and-looping-agents, cheaper-models. */
                readonly report: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Rows, the greatest first */
            readonly 200: {
                headers: {
                    /** @description `next_cursor`, in every format; absent at the end. */
                    readonly "next-cursor"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Report"];
                    readonly "application/x-ndjson": components["schemas"]["ReportRow"];
                    readonly "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: {
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
                /** @description Budgets of single values of this dimension are those of teams. */
                readonly team?: "business_unit" | "department" | "workspace" | "project" | "project_code" | "application" | "workflow" | "agent" | "user" | "user_group" | "environment" | "data_class";
                /** @description Per cent of its amount that a team within its budget has spent at most. */
                readonly budget_threshold?: number;
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All metrics */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricsOfRange"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getForecast: {
        readonly parameters: {
            readonly query?: {
                /** @description The present one; by default the month. Not beside `from` and `to`. */
                readonly period?: "week" | "month" | "quarter" | "year";
                /** @description First local date; beside `to`. */
                readonly from?: string;
                /** @description The local date after the last, at most 1100 days after `from` and 366 days ahead; beside `from`. */
                readonly to?: string;
                /** @description One of: business_unit, department, workspace, project, project_code, application, workflow, agent, user, user_group, environment, data_class, api_key, source, provider, model, model_tier, operation, status, service_tier, region, route, route_type, task_class, unpriced_reason, consumer_business_unit, consumer_department, consumer_workspace, consumer_project, consumer_project_code, consumer_application, consumer_user, consumer_user_group, filled_by, fallback_from, or `tag:<name>` */
                readonly group_by?: string;
                /** @description Values of `group_by` that get a forecast of their own: those that spent most. Beside `group_by` alone. */
                readonly groups?: number;
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The forecast */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getForecastAccuracy: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description One that is over; by default the last. */
                readonly month?: string;
                /** @description Only forecasts of these. */
                readonly kind?: "tenant" | "budget" | "department" | "workflow" | "model";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How good forecasts were */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ForecastAccuracy"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAttributionRules: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of attribution rules */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AttributionRule"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createAttributionRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributionRuleInput"];
            };
        };
        readonly responses: {
            /** @description The attribution rule */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttributionRule"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAttributionRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The attribution rule's id. */
                readonly attribution_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The attribution rule */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttributionRule"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceAttributionRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The attribution rule's id. */
                readonly attribution_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributionRuleInput"];
            };
        };
        readonly responses: {
            /** @description The attribution rule, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttributionRule"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteAttributionRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The attribution rule's id. */
                readonly attribution_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewAttribution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributionPreviewInput"];
            };
        };
        readonly responses: {
            /** @description What would move */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttributionPreview"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDirectory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The directory */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceDirectory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ScimListResponse"];
                readonly "application/scim+json": components["schemas"]["ScimListResponse"];
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description The directory, in force for what is recorded from now on */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteDirectory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDirectoryUsers: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Only the user of this name, which may be an alias. */
                readonly user?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of users */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["DirectoryUser"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOwners: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of owners */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Owner"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createOwner: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OwnerInput"];
            };
        };
        readonly responses: {
            /** @description The owner */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Owner"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOwner: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The owner's id. */
                readonly owner_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The owner */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Owner"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceOwner: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The owner's id. */
                readonly owner_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OwnerInput"];
            };
        };
        readonly responses: {
            /** @description The owner, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Owner"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteOwner: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The owner's id. */
                readonly owner_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUnattributed: {
        readonly parameters: {
            readonly query?: {
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What is unattributed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Unattributed"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUnowned: {
        readonly parameters: {
            readonly query?: {
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What is unowned */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Unowned"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUnpriced: {
        readonly parameters: {
            readonly query?: {
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Unpriced usage by model */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Unpriced"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCostDifferences: {
        readonly parameters: {
            readonly query?: {
                /** @description First local date. Without it, the first of this month. */
                readonly from?: string;
                /** @description The local date after the last. Without it, tomorrow. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Both, by source, provider and model */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CostDifferences"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPrices: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Any of its names. */
                readonly provider?: string;
                /** @description A part of the model's id. */
                readonly model?: string;
                readonly service_tier?: "standard" | "batch";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of dated prices */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ListPrice"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPriceOverrides: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of price overrides */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PriceOverride"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createPriceOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PriceOverrideInput"];
            };
        };
        readonly responses: {
            /** @description The price override */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PriceOverride"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPriceOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The price override's id. */
                readonly price_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The price override */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PriceOverride"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replacePriceOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The price override's id. */
                readonly price_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PriceOverrideInput"];
            };
        };
        readonly responses: {
            /** @description The price override, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PriceOverride"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePriceOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The price override's id. */
                readonly price_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewPriceOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PriceOverridePreviewInput"];
            };
        };
        readonly responses: {
            /** @description The cost before and after */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PriceOverridePreview"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCurrencyRates: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of currency rates */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CurrencyRate"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createCurrencyRate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CurrencyRateInput"];
            };
        };
        readonly responses: {
            /** @description The currency rate */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CurrencyRate"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCurrencyRate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The currency rate's id. */
                readonly currency_rate_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The currency rate */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CurrencyRate"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceCurrencyRate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The currency rate's id. */
                readonly currency_rate_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CurrencyRateInput"];
            };
        };
        readonly responses: {
            /** @description The currency rate, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CurrencyRate"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteCurrencyRate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The currency rate's id. */
                readonly currency_rate_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRepricings: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of re-pricings */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RepricingSummary"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRepricing: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RepricingInput"];
            };
        };
        readonly responses: {
            /** @description The re-pricing, at work */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RepricingSummary"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRepricing: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The re-pricing's id. */
                readonly repricing_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The re-pricing */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Repricing"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listClosedMonths: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of closed months */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ClosedMonth"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly closeMonth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClosedMonthInput"];
            };
        };
        readonly responses: {
            /** @description The month, closed */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClosedMonth"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listBudgets: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of budgets */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Budget"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createBudget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BudgetInput"];
            };
        };
        readonly responses: {
            /** @description The budget */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getBudget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The budget's id. */
                readonly budget_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The budget */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceBudget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The budget's id. */
                readonly budget_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BudgetInput"];
            };
        };
        readonly responses: {
            /** @description The budget, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteBudget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The budget's id. */
                readonly budget_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getBudgetStatus: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a template, and of it alone. */
                readonly value?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The budget's id. */
                readonly budget_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its status */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BudgetStatus"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listBudgetStatuses: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of statuses */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["BudgetStatus"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listBudgetOverrides: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Only this budget's. */
                readonly budget_id?: string;
                readonly status?: "in_force" | "expired" | "ended";
                /** @description `false`: those that wait for a review. */
                readonly reviewed?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of overrides */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["BudgetOverride"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly giveBudgetOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BudgetOverrideInput"];
            };
        };
        readonly responses: {
            /** @description What was given */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BudgetOverride"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getBudgetOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The override's id. */
                readonly budget_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The override */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BudgetOverride"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endBudgetOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The override's id. */
                readonly budget_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["BudgetOverrideEnd"];
            };
        };
        readonly responses: {
            /** @description The override, ended */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BudgetOverride"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reviewBudgetOverride: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The override's id. */
                readonly budget_override_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["BudgetOverrideReview"];
            };
        };
        readonly responses: {
            /** @description The override, reviewed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BudgetOverride"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRoutingPolicies: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of policies */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RoutingPolicySummary"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRoutingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RoutingPolicyInput"];
            };
        };
        readonly responses: {
            /** @description The draft */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingPolicy"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRoutingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The policy's id, or `default`. */
                readonly routing_policy_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingPolicy"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceRoutingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The policy's id, or `default`. */
                readonly routing_policy_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RoutingPolicyInput"];
            };
        };
        readonly responses: {
            /** @description The draft, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingPolicy"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteRoutingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The policy's id, or `default`. */
                readonly routing_policy_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly activateRoutingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The policy's id, or `default`. */
                readonly routing_policy_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy, now active */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingPolicy"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is missing */
            readonly 428: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRoutes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The routes in order of id */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutesInForce"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly simulateRouting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SimulationInput"];
            };
        };
        readonly responses: {
            /** @description The effect, adding up to the last digit */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExceptions: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of exceptions */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Exception"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly askForException: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExceptionInput"];
            };
        };
        readonly responses: {
            /** @description What was asked for */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getException: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The exception's id. */
                readonly exception_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The exception */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly approveException: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The exception's id. */
                readonly exception_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExceptionDecision"];
            };
        };
        readonly responses: {
            /** @description The exception, approved */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly refuseException: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The exception's id. */
                readonly exception_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExceptionDecision"];
            };
        };
        readonly responses: {
            /** @description The exception, refused */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endException: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The exception's id. */
                readonly exception_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExceptionDecision"];
            };
        };
        readonly responses: {
            /** @description The exception, ended */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDecisions: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Without it, an hour before `to`. */
                readonly from?: string;
                /** @description The first instant after the range; at most 31 days after `from`. Without it, now. */
                readonly to?: string;
                readonly verdict?: "allow" | "downgrade" | "deny" | "needs_approval";
                /** @description Some reason has this code. */
                readonly reason?: string;
                /** @description Some reason is of this id: of a budget, a pause, a limit, a route. */
                readonly subject?: string;
                readonly run_id?: string;
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly risk?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of decisions */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedDecisions"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly decide: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DecisionInput"];
            };
        };
        readonly responses: {
            /** @description The decision */
            readonly 200: {
                headers: {
                    /** @description The rate limits that the call is held to. */
                    readonly "RateLimit-Policy"?: string;
                    /** @description What is left of each. */
                    readonly RateLimit?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A rate limit refuses it */
            readonly 429: {
                headers: {
                    /** @description The rate limits that the call is held to. */
                    readonly "RateLimit-Policy"?: string;
                    /** @description What is left of each. */
                    readonly RateLimit?: string;
                    /** @description In how many seconds to ask again, where waiting helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimited"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    /** @description In how many seconds to ask again, where waiting helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The decision's id. */
                readonly decision_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The decision */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionWithEvents"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly settleDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The decision's id. */
                readonly decision_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Settlement"];
            };
        };
        readonly responses: {
            /** @description The event, durable */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SettledDecision"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly releaseDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The decision's id. */
                readonly decision_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Release"];
            };
        };
        readonly responses: {
            /** @description What was set free now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleasedReservation"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkLitellmCall: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["GuardrailCheck"];
            };
        };
        readonly responses: {
            /** @description Whether the call may be made */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GuardrailVerdict"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPauses: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Only these; without it, all that are kept. */
                readonly status?: "active" | "resumed";
                /** @description Only of such things. */
                readonly kind?: "workflow" | "agent" | "application" | "api_key" | "route";
                /** @description Only of what is called this. */
                readonly target_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of pauses */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Pause"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseTarget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseInput"];
            };
        };
        readonly responses: {
            /** @description The pause, active */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Pause"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getPause: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The pause's id. */
                readonly pause_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The pause */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Pause"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumePause: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The pause's id. */
                readonly pause_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseResumption"];
            };
        };
        readonly responses: {
            /** @description The pause, resumed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Pause"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRateLimits: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of rate limits */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RateLimit"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRateLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RateLimitInput"];
            };
        };
        readonly responses: {
            /** @description The rate limit */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RateLimit"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRateLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The rate limit's id. */
                readonly rate_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rate limit */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RateLimit"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceRateLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The rate limit's id. */
                readonly rate_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RateLimitInput"];
            };
        };
        readonly responses: {
            /** @description The rate limit, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RateLimit"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteRateLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The rate limit's id. */
                readonly rate_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRunLimits: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of run limits */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RunLimit"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRunLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RunLimitInput"];
            };
        };
        readonly responses: {
            /** @description The run limit */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunLimit"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRunLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The run limit's id. */
                readonly run_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The run limit */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunLimit"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceRunLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The run limit's id. */
                readonly run_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RunLimitInput"];
            };
        };
        readonly responses: {
            /** @description The run limit, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunLimit"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteRunLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The run limit's id. */
                readonly run_limit_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAlerts: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Only these: of budgets, of runs in a loop, or what rules found. */
                readonly kind?: "budget" | "loop" | "anomaly";
                /** @description Only this budget's. */
                readonly budget_id?: string;
                /** @description Only those that are so now. What was snoozed until a time that is past is open. */
                readonly status?: "open" | "acknowledged" | "snoozed" | "resolved";
                /** @description Only of this severity. */
                readonly severity?: "info" | "warning" | "critical";
                /** @description Only what this rule found, or that rules of hours or days were not judged. */
                readonly rule?: "growth" | "output_ratio" | "failed_runs" | "premium_drift" | "off_hours" | "no_accepted_outputs" | "agent_loops" | "first_use" | "price_drift" | "unattributed" | "missing_data" | "not_watched_hours" | "not_watched_days";
                /** @description Only anomalies of this value, and loops of runs that have it: `<dimension>:<value>`. */
                readonly scope?: string;
                /** @description The first month in which periods, runs or incidents began; by default 13 months are listed. */
                readonly from_month?: string;
                /** @description The last such month, by default the present one; at most 120 months are listed. */
                readonly to_month?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of alerts */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Alert"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The alert */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly acknowledgeAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertNote"];
            };
        };
        readonly responses: {
            /** @description The alert, acknowledged */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly snoozeAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertSnooze"];
            };
        };
        readonly responses: {
            /** @description The alert, snoozed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resolveAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertNote"];
            };
        };
        readonly responses: {
            /** @description The alert, resolved */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly reopenAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertNote"];
            };
        };
        readonly responses: {
            /** @description The alert, open */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly giveAlertFeedback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert's id. */
                readonly alert_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertFeedbackInput"];
            };
        };
        readonly responses: {
            /** @description The alert */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAlertRules: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of rules */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AlertRule"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertRuleInput"];
            };
        };
        readonly responses: {
            /** @description The alert rule */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The alert rule's id, or the name of a rule that is built in. */
                readonly alert_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rule */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert rule's id. */
                readonly alert_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertRuleInput"];
            };
        };
        readonly responses: {
            /** @description The alert rule, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The alert rule's id. */
                readonly alert_rule_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly previewAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlertRulePreviewInput"];
            };
        };
        readonly responses: {
            /** @description What it would have raised */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRulePreview"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkAlertRules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is asked for */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRuleCheck"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listConflicts: {
        readonly parameters: {
            readonly query: {
                /** @description First UTC date of the events' times. */
                readonly from: string;
                /** @description The UTC date after the last. */
                readonly to: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Conflicts */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Conflicts"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Without it, an hour before `to`. */
                readonly from?: string;
                /** @description The first instant after the range; at most 1101 days after `from`. Without it, now. */
                readonly to?: string;
                /** @description The event's id, as its source gave it. */
                readonly id?: string;
                /** @description Events of this run. */
                readonly run_id?: string;
                /** @description What passes all of these filters is left out; a query within the query, encoded. Repeat for several. */
                readonly except?: readonly string[];
                /** @description Events that this decision led to. */
                readonly decision_id?: string;
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedEvents"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UsageEvents"];
                readonly "application/x-ndjson": components["schemas"]["UsageEvent"];
                readonly "application/cloudevents+json": components["schemas"]["CloudEvent"];
                readonly "application/cloudevents-batch+json": readonly components["schemas"]["CloudEvent"][];
            };
        };
        readonly responses: {
            /** @description What was accepted, and each event that was not */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No event was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendProviderResponse: {
        readonly parameters: {
            readonly query?: {
                /** @description The format of the response; seen from it where absent. */
                readonly flavour?: "chat" | "responses" | "embeddings" | "images" | "transcriptions" | "anthropic" | "google" | "converse" | "invoke" | "cohere" | "cohere_tokens";
            };
            readonly header?: {
                /** @description Names the event; without it, the response's own id does. Of the results of a batch it names the batch. */
                readonly "x-outlay-id"?: string;
                /** @description The system that tells of the event; without it, `responses/` and the provider. */
                readonly "x-outlay-source"?: string;
                /** @description When it happened; without it, what the response says, else when it came first. */
                readonly "x-outlay-time"?: string;
                /** @description Where it is another than the response shows, e.g. evaluation. */
                readonly "x-outlay-operation"?: string;
                /** @description Where the response names none. */
                readonly "x-outlay-model"?: string;
                /** @description requested_model of the event. */
                readonly "x-outlay-requested-model"?: string;
                /** @description service_tier of the event. */
                readonly "x-outlay-service-tier"?: string;
                /** @description region of the event. */
                readonly "x-outlay-region"?: string;
                /** @description status of the event. */
                readonly "x-outlay-status"?: string;
                /** @description duration_ms of the event. */
                readonly "x-outlay-duration-ms"?: string;
                /** @description run.id of the event. */
                readonly "x-outlay-run-id"?: string;
                /** @description run.started_at of the event. */
                readonly "x-outlay-run-started-at"?: string;
                /** @description run.parent_id of the event. */
                readonly "x-outlay-run-parent-id"?: string;
                /** @description run.step of the event. */
                readonly "x-outlay-run-step"?: string;
                /** @description run.attempt of the event. */
                readonly "x-outlay-run-attempt"?: string;
                /** @description run.task_id of the event. */
                readonly "x-outlay-task-id"?: string;
                /** @description run.task_class of the event. */
                readonly "x-outlay-task-class"?: string;
                /** @description run.risk of the event. */
                readonly "x-outlay-risk"?: string;
                /** @description route.id of the event. */
                readonly "x-outlay-route"?: string;
                /** @description route.type of the event. */
                readonly "x-outlay-route-type"?: string;
                /** @description route.decision_id of the event. */
                readonly "x-outlay-decision-id"?: string;
                /** @description route.reservation_id of the event. */
                readonly "x-outlay-reservation-id"?: string;
                /** @description route.attempt of the event. */
                readonly "x-outlay-attempt"?: string;
                /** @description route.fallback_from of the event. */
                readonly "x-outlay-fallback-from"?: string;
                /** @description usage_basis of the event. */
                readonly "x-outlay-usage-basis"?: string;
                /** @description attribution.business_unit of the event. */
                readonly "x-outlay-business-unit"?: string;
                /** @description attribution.department of the event. */
                readonly "x-outlay-department"?: string;
                /** @description attribution.workspace of the event. */
                readonly "x-outlay-workspace"?: string;
                /** @description attribution.project of the event. */
                readonly "x-outlay-project"?: string;
                /** @description attribution.project_code of the event. */
                readonly "x-outlay-project-code"?: string;
                /** @description attribution.application of the event. */
                readonly "x-outlay-application"?: string;
                /** @description attribution.workflow of the event. */
                readonly "x-outlay-workflow"?: string;
                /** @description attribution.agent of the event. */
                readonly "x-outlay-agent"?: string;
                /** @description attribution.user of the event. */
                readonly "x-outlay-user"?: string;
                /** @description attribution.user_group of the event. */
                readonly "x-outlay-user-group"?: string;
                /** @description attribution.environment of the event. */
                readonly "x-outlay-environment"?: string;
                /** @description attribution.data_class of the event. */
                readonly "x-outlay-data-class"?: string;
                /** @description attribution.consumer.business_unit of the event. */
                readonly "x-outlay-consumer-business-unit"?: string;
                /** @description attribution.consumer.department of the event. */
                readonly "x-outlay-consumer-department"?: string;
                /** @description attribution.consumer.workspace of the event. */
                readonly "x-outlay-consumer-workspace"?: string;
                /** @description attribution.consumer.project of the event. */
                readonly "x-outlay-consumer-project"?: string;
                /** @description attribution.consumer.project_code of the event. */
                readonly "x-outlay-consumer-project-code"?: string;
                /** @description attribution.consumer.application of the event. */
                readonly "x-outlay-consumer-application"?: string;
                /** @description attribution.consumer.user of the event. */
                readonly "x-outlay-consumer-user"?: string;
                /** @description attribution.consumer.user_group of the event. */
                readonly "x-outlay-consumer-user-group"?: string;
            };
            readonly path: {
                /** @description Who answered, e.g. openai, anthropic, google, aws, mistral. */
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ProviderResponses"];
                readonly "application/x-ndjson": components["schemas"]["ProviderResponse"];
                readonly "text/event-stream": string;
            };
        };
        readonly responses: {
            /** @description The call is durable, and counts once */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The response is of no known shape, or names too little of the call */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendTraces: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OtlpTraces"];
                readonly "application/x-protobuf": string;
            };
        };
        readonly responses: {
            /** @description What the spans tell of usage is durable, and counts once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpTracesAnswer"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
        };
    };
    readonly sendLangfuseTraces: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OtlpTraces"];
                readonly "application/x-protobuf": string;
            };
        };
        readonly responses: {
            /** @description What the spans tell of usage is durable, and counts once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpTracesAnswer"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpStatus"];
                    readonly "application/x-protobuf": string;
                };
            };
        };
    };
    readonly sendPortkeyLogs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PortkeyLog"];
                readonly "application/x-ndjson": components["schemas"]["WebhookRecord"];
            };
        };
        readonly responses: {
            /** @description A test of the connection; or the answer of OTLP, where the product sends traces */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OpenRouterAnswer"];
                };
            };
            /** @description What is durable, and each record that was refused */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No record was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendLangfuseBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LangfuseBatch"];
            };
        };
        readonly responses: {
            /** @description What became of each event; those that succeeded are durable */
            readonly 207: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LangfuseAnswer"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The product whose format this is. */
                readonly source: "litellm" | "langfuse" | "portkey" | "helicone" | "cloudflare" | "openrouter" | "kong";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookRecords"];
                readonly "application/x-ndjson": components["schemas"]["WebhookRecord"];
            };
        };
        readonly responses: {
            /** @description A test of the connection; or the answer of OTLP, where the product sends traces */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OpenRouterAnswer"];
                };
            };
            /** @description What is durable, and each record that was refused */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No record was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sendToWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The kind of the webhook source. */
                readonly source: "litellm" | "langfuse" | "portkey" | "helicone" | "cloudflare" | "openrouter" | "kong" | "outlay";
                /** @description The webhook source's id. */
                readonly webhook_source_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookRecords"];
                readonly "application/x-ndjson": components["schemas"]["WebhookRecord"];
            };
        };
        readonly responses: {
            /** @description A test of the connection; or the answer of OTLP, where the product sends traces */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OpenRouterAnswer"];
                };
            };
            /** @description What is durable, and each record that was refused */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No record was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOutcomes: {
        readonly parameters: {
            readonly query?: {
                readonly run_id?: string;
                readonly task_id?: string;
                /** @description Of an event: these three, as it was sent. */
                readonly event_source?: string;
                readonly event_id?: string;
                readonly event_time?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All that was told, in the order in which it is merged */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OutcomeStory"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly tellOutcomes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Outcomes"];
                readonly "application/x-ndjson": components["schemas"]["Outcome"];
            };
        };
        readonly responses: {
            /** @description What was accepted, and each outcome that was not */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OutcomeReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No outcome was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOutcomeRows: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Without it, an hour before `to`. */
                readonly from?: string;
                /** @description The first instant after the range; at most 1101 days after `from`. Without it, now. */
                readonly to?: string;
                /** @description What passes all of these filters is left out; a query within the query, encoded. Repeat for several. */
                readonly except?: readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly workflow?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly agent?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly environment?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly data_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly api_key?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly source?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly provider?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly model_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly operation?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly status?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly service_tier?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly region?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly route_type?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly task_class?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly unpriced_reason?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_business_unit?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_department?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_workspace?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_project_code?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_application?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly consumer_user_group?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly filled_by?: string | readonly string[];
                /** @description Only these values; repeat for several. `unattributed` matches where there is none. */
                readonly fallback_from?: string | readonly string[];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of rows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OutcomeRows"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRun: {
        readonly parameters: {
            readonly query: {
                /** @description As its events name it. */
                readonly run_id: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The run */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly importEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UsageEvents"];
                readonly "application/x-ndjson": components["schemas"]["UsageEvent"];
            };
        };
        readonly responses: {
            /** @description What was accepted, and each event that was not */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No event was fit to be accepted */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsageProblem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getIngestionSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The schedule */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IngestionSchedule"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly extendIngestionSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["IngestionScheduleEntry"];
            };
        };
        readonly responses: {
            /** @description The schedule, with the entry */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IngestionSchedule"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listWebhookSources: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of webhook sources */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WebhookSource"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewWebhookSource"];
            };
        };
        readonly responses: {
            /** @description The webhook source, with its secret this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookSourceWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The webhook source's id. */
                readonly webhook_source_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The webhook source */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookSource"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The webhook source's id. */
                readonly webhook_source_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSourceChange"];
            };
        };
        readonly responses: {
            /** @description The webhook source, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookSource"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The webhook source's id. */
                readonly webhook_source_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rotateWebhookSource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The webhook source's id. */
                readonly webhook_source_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        readonly responses: {
            /** @description The webhook source, with its new secret this once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookSourceWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listNotificationChannels: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of notification channels */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["NotificationChannel"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A retry with the same key and body is answered as before, for 24 hours. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewNotificationChannel"];
            };
        };
        readonly responses: {
            /** @description The notification channel, with its secret this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationChannelWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The notification channel's id. */
                readonly notification_channel_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The notification channel */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationChannel"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replaceNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The notification channel's id. */
                readonly notification_channel_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NotificationChannelChange"];
            };
        };
        readonly responses: {
            /** @description The notification channel, changed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationChannelWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that was read; 412 if it changed. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The notification channel's id. */
                readonly notification_channel_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another state */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rotateNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The notification channel's id. */
                readonly notification_channel_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChannelSecretRotation"];
            };
        };
        readonly responses: {
            /** @description The notification channel, with its new secret this once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationChannelWithSecret"];
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media type or encoding not supported */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly testNotificationChannel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The notification channel's id. */
                readonly notification_channel_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery of the test */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Of one channel alone. */
                readonly notification_channel_id?: string;
                readonly state?: "pending" | "delivered" | "failed" | "disabled";
                readonly alert_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deliveries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Delivery"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The delivery's id. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly redeliver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The delivery's id. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery, pending */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state forbids it, or it changed meanwhile */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listQuarantine: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of entries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["QuarantineEntry"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly redriveQuarantine: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The quarantine entry's id. */
                readonly quarantine_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The entry, now redriven */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuarantineEntry"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or it is another tenant's */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not available right now */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAuditLog: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many items. */
                readonly limit?: number;
                /** @description `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Oldest first from this entry on, instead of newest first. */
                readonly from_seq?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of entries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        /** @description Null at the end of the list. */
                        readonly next_cursor: string | null;
                    };
                };
            };
            /** @description The request cannot be read */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly verifyAuditLog: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What the recomputation found */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditVerification"];
                };
            };
            /** @description No valid credential */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The credential lacks the scope */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is well-formed but refused */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOpenApiDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OpenAPI 3.1 */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
    };
    readonly getReference: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly getReferenceFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly file: "swagger-ui.css" | "swagger-ui-bundle.js" | "start.js";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
        };
    };
}
