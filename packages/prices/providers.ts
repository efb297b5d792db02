/**
 * Other names of the catalogue's providers: OpenTelemetry's `gen_ai.provider.name` and its older `gen_ai.system`, and
 * what gateways call them. A provider that stands neither here nor in the catalogue has no list price.
 */
export const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  // OpenTelemetry, semantic conventions for generative AI
  ["aws.bedrock", "aws"],
  ["azure.ai.inference", "azure"],
  ["azure.ai.openai", "azure"],
  ["az.ai.inference", "azure"],
  ["az.ai.openai", "azure"],
  ["gcp.gemini", "google"],
  ["gcp.gen_ai", "google"],
  ["gcp.vertex_ai", "google"],
  ["mistral_ai", "mistral"],
  ["moonshot_ai", "moonshotai"],
  ["x_ai", "x-ai"],
  // Gateways and SDKs
  ["amazon-bedrock", "aws"],
  ["amazon_bedrock", "aws"],
  ["aws_bedrock", "aws"],
  ["bedrock", "aws"],
  ["bedrock_converse", "aws"],
  ["azure-openai", "azure"],
  ["azure_openai", "azure"],
  ["azure_ai", "azure"],
  ["cohere_chat", "cohere"],
  ["fireworks_ai", "fireworks"],
  ["fireworks-ai", "fireworks"],
  ["gemini", "google"],
  ["google_genai", "google"],
  ["google_vertexai", "google"],
  ["vertex", "google"],
  ["vertex_ai", "google"],
  ["vertexai", "google"],
  ["github_copilot", "github-copilot"],
  ["mistralai", "mistral"],
  ["moonshot", "moonshotai"],
  ["text-completion-openai", "openai"],
  ["together-ai", "together"],
  ["together_ai", "together"],
  ["togetherai", "together"],
  ["voyage", "voyageai"],
  ["xai", "x-ai"],
  ["z-ai", "zai"],
  ["z_ai", "zai"],
  // AI gateways: Cloudflare, Helicone, Kong, Portkey
  ["aws-bedrock", "aws"],
  ["fireworksai", "fireworks"],
  ["google-ai-studio", "google"],
  ["google-vertex-ai", "google"],
  ["vertex-ai", "google"],
  ["grok", "x-ai"],
  ["mistral-ai", "mistral"],
  ["perplexity-ai", "perplexity"],
  ["workers-ai", "cloudflare"],
]);

/** The catalogue's id of a provider, by any of its names; the name itself where it is no other name. */
export function catalogueProviderId(provider: string): string {
  const name = provider.trim().toLowerCase();
  return PROVIDER_NAMES.get(name) ?? name;
}
