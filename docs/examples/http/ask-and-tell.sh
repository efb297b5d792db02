#!/bin/sh
# Asks Outlay before a call, and tells it what the call used. Needs curl and node; OUTLAY_URL and OUTLAY_API_KEY are set.
set -eu

outlay() { # method path body
  curl -sS --fail-with-body --retry 2 --max-time 5 -X "$1" "$OUTLAY_URL$2" -d "$3" \
    -H "Authorization: Bearer $OUTLAY_API_KEY" -H "Content-Type: application/json"
}
member() { node -p 'const value = process.argv[2].split(".").reduce((it, name) => it?.[name], JSON.parse(process.argv[1])); typeof value === "object" ? JSON.stringify(value) : value' "$1" "$2"; }

decision=$(outlay POST /v1/decisions '{
  "requested": { "provider": "openai", "model": "gpt-4o" },
  "attribution": { "department": "support" },
  "context_tokens": 1200, "output_tokens_max": 300 }')

echo "verdict: $(member "$decision" verdict)"
case $(member "$decision" verdict) in
  allow | downgrade) ;;
  *) member "$decision" reasons; exit 1 ;;
esac
provider=$(member "$decision" model.provider) model=$(member "$decision" model.model)

# Here the call is made: of $model, with limits.output_tokens as its maximum.

outlay POST /v1/events "{
  \"id\": \"$(member "$decision" id).1\", \"source\": \"ask-and-tell\", \"time\": \"$(date -u +%FT%TZ)\", \"operation\": \"chat\",
  \"provider\": \"$provider\", \"model\": \"$model\", \"requested_model\": \"gpt-4o\",
  \"usage\": { \"input_tokens\": 1184, \"output_tokens\": 212 },
  \"attribution\": { \"department\": \"support\" },
  \"route\": $(member "$decision" route) }"
