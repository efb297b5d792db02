import { CATALOGUE } from "./catalogue-file.ts";
import type { CatalogueModel, CatalogueProvider, Pattern } from "./catalogue-file.ts";

export interface FoundModel {
  /** Whose list the model stands in: the provider that was asked, or one whose models it sells. */
  readonly provider: CatalogueProvider;
  readonly model: CatalogueModel;
}

const providers = new Map(CATALOGUE.providers.map((provider) => [provider.id, provider]));

/** The provider with this catalogue id. */
export const findProvider = (id: string): CatalogueProvider | undefined => providers.get(id);

/** The model that a name means at a provider: as it stands, else with a compact date (-20250929) written with dashes. */
export function findModel(provider: CatalogueProvider, name: string): FoundModel | undefined {
  const wanted = name.trim().toLowerCase();
  const found = findAsWritten(provider, wanted);
  if (found !== undefined) return found;
  const dashed = wanted.replace(COMPACT_DATE, "-$1-$2-$3");
  return dashed === wanted ? undefined : findAsWritten(provider, dashed);
}

const COMPACT_DATE = /-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g;

function findAsWritten(provider: CatalogueProvider, name: string): FoundModel | undefined {
  for (const id of [provider.id, ...provider.fallbacks]) {
    const seller = findProvider(id);
    const model = seller?.models.find(({ match }) => match.some((pattern) => matches(pattern, name)));
    if (seller !== undefined && model !== undefined) return { provider: seller, model };
  }
  return undefined;
}

function matches(pattern: Pattern, name: string): boolean {
  if (typeof pattern !== "string") return pattern.every((part) => matches(part, name));
  const text = pattern.slice(1);
  switch (pattern.charAt(0)) {
    case "=":
      return name === text;
    case "^":
      return name.startsWith(text);
    case "$":
      return name.endsWith(text);
    case "*":
      return name.includes(text);
    default:
      return new RegExp(text).test(name);
  }
}
