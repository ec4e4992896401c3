#!/bin/sh
# Builds with curl and jq.
set -eu

api=$BENCH_URL/$BENCH_PROJECT/_apis/build/builds
fields='.id, .buildNumber, .status, .result, .definition.id, .definition.name, .sourceBranch, .requestedFor.displayName'
sum='.id + .definition.id + (if .requestedFor.displayName != "" then 1 else 0 end)
     + ([.buildNumber, .status, .result, .definition.name, .sourceBranch] | map(length) | add)'

get() { curl --silent --show-error --fail --cacert "$SSL_CERT_FILE" --user "$BENCH_TOKEN" "$@"; }
report() { awk '{ sum += $1 } END { printf "{\"sum\": %.0f}\n", sum }'; }
printed() { jq -r "$1 | [$fields] | @tsv"; }
summed() { jq "$1 | $sum"; }
[ -n "${BENCH_PRINT:-}" ] && as=printed || as=summed

# Every page of 1,000: the next one is not known before this one's head is here.
pages() {
    heads=$(mktemp)
    token=
    while :; do
        get --dump-header "$heads" "$api?api-version=7.1&\$top=1000${token:+&continuationToken=$token}"
        token=$(sed -n 's/^x-ms-continuationtoken: \([^[:cntrl:]]*\).*/\1/p' "$heads")
        [ -n "$token" ] || break
    done
    rm "$heads"
}

case $1 in
list) pages | "$as" '.value[]' | if [ "$as" = summed ]; then report; else cat; fi ;;
cold) get "$api?api-version=7.1&\$top=10" | printed '.value[]' ;;
get)
    get "$api/[$BENCH_FIRST_ID-$((BENCH_FIRST_ID + BENCH_GETS - 1))]?api-version=7.1" | "$as" . |
        if [ "$as" = summed ]; then report; else cat; fi
    ;;
log) get "$api/$BENCH_FIRST_ID/logs/1" | wc -c | report ;;
*) echo "not a workload of this contestant: $1" >&2 && exit 2 ;;
esac
