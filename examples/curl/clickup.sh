#!/bin/sh
# Plain curl: start the container (or `npx clickup-mock`), say where it is in CLICKUP_MOCK_URL, then `sh clickup.sh`.
set -eu

# A sandbox for this script, forgotten at its end: scripts that run at the same time do not see each other.
clickup="$CLICKUP_MOCK_URL/s/sh-$$"
trap 'curl -fsS -o /dev/null -X DELETE "$CLICKUP_MOCK_URL/__mock/sandboxes/sh-$$"' EXIT

# expect <part of the answer> <curl arguments…>
expect() {
  part=$1
  shift
  answer=$(curl -sS "$@")
  case $answer in
    *"$part"*) echo "ok: $part" ;;
    *) echo "not ok: $part is not in $answer" && exit 1 ;;
  esac
}

anna='Authorization: pk_100001_FAKETOKENANNA0000000000000000001'
expect '"username":"Anna Brandt"' -H "$anna" "$clickup/api/v2/user"

# By its real cause: the token was revoked.
curl -fsS -o /dev/null -H 'Content-Type: application/json' "$clickup/__mock/tokens/revoke" \
  -d '{"token": "pk_100001_FAKETOKENANNA0000000000000000001"}'
expect '"ECODE":"OAUTH_0' -H "$anna" "$clickup/api/v2/user"

# On demand: any error, by a test token.
expect '"ECODE":"APP_002"' -H 'Authorization: pk_fault_429' "$clickup/api/v2/user"
