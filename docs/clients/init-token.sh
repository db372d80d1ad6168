#!/bin/sh
# A Direct Line token for one user: sh init-token.sh USER_ID [NAME]
# Needs curl and jq, and XBOT_URL, XBOT_GATEWAY_KEY and XBOT_PARTNER_KEY in the environment.
set -eu
body=$(jq -n --arg id "$1" --arg name "${2-}" '{userInfo: {$id, $name}}')
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# --retry waits for Retry-After; the same call twice does no harm. Keys and user come by file descriptors, as everyone
# on this machine can read a command line.
status=$(
  printf %s "$body" | curl --silent --show-error --max-time 10 --retry 2 --retry-max-time 30 \
    --output "$answer" --write-out '%{http_code}' \
    --header 'Content-Type: application/json' --header @/dev/fd/3 --data-binary @- \
    "$XBOT_URL/partner/xpbot/api/webchat/initForClient" 3<<KEYS
x-api-key: $XBOT_GATEWAY_KEY
xp-api-key: $XBOT_PARTNER_KEY
KEYS
)

if [ "$status" = 200 ]; then
  # .data.token is what the web chat gets
  jq -r '"conversation \(.data.conversationId), \(.data.expiresIn) s left"' "$answer"
else
  jq -r '"\(.code): \(.message) (requestId \(.requestId))", (.errors[]? | "  \(.pointer) \(.message)")' "$answer" >&2 ||
    echo "HTTP $status" >&2
  exit 1
fi
