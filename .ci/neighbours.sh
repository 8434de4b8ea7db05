# Sourced by each check of .ci/checks: a place to work in, programs in the background that end with the check, and waiting.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
pids=()

cleanup() {
    local pid
    # One that was stopped ends when it goes on.
    for pid in "${pids[@]}"; do
        kill "$pid" 2> /dev/null || true
        kill -CONT "$pid" 2> /dev/null || true
    done
    for pid in "${pids[@]}"; do
        timeout 15 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2> /dev/null || true
    done
    wait 2> /dev/null || true
    rm -rf --one-file-system "$work"
}
trap cleanup EXIT

# Nothing is waited for without end.
curl() { command curl --max-time 20 "$@"; }

# fail WORDS...: says so, with the end of every log, and ends the check.
fail() {
    local file
    echo "FAILED: $*" >&2
    for file in "$work"/*.log; do echo "--- ${file##*/}" >&2; tail -n 20 "$file" >&2; done
    exit 1
}

# await SECONDS COMMAND...: until the command succeeds.
await() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.5
    done
}

# start NAME COMMAND...: runs it in the background, its output in NAME.log; $started is its process.
start() {
    local name=$1
    shift
    "$@" >> "$work/$name.log" 2>&1 &
    started=$!
    pids+=("$started")
}

# ports COUNT: the first of so many in a row where nobody listens. Checks that run at once are given other thousands by $INSIGHT_PORTS;
# what else runs here takes its own from above 32768.
ports() {
    local first port
    while :; do
        first=$(shuf -i "${INSIGHT_PORTS:-20000}-$((${INSIGHT_PORTS:-20000} + 4999 - $1))" -n 1)
        for ((port = first; port < first + $1; port++)); do
            (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null && continue 2
        done
        echo "$first"
        return
    done
}

answers() { curl -sf -o /dev/null "$1"; }

# start_prometheus ADDRESS [ARGUMENT...]: with $work/prometheus.yml; waits until it is ready.
start_prometheus() {
    local address=$1
    shift
    start "prometheus-${address##*:}" prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb-${address##*:}" \
        --web.listen-address="$address" --log.level=warn "$@"
    await 60 answers "http://$address/-/ready" || fail "Prometheus at $address is not ready"
}

# start_consul PORT [ARGUMENT...]: an agent in development mode, HTTP at that port, others at the six behind it; waits for its leader.
start_consul() {
    local port=$1 consul
    shift
    consul=$(.ci/programs/consul) || fail "no Consul could be built"
    start consul "$consul" agent -dev -log-level=warn -node=test -bind=127.0.0.1 -client=127.0.0.1 -http-port="$port" \
        -grpc-port=-1 -grpc-tls-port=-1 -dns-port=$((port + 1)) -server-port=$((port + 2)) -serf-lan-port=$((port + 3)) \
        -serf-wan-port=$((port + 4)) "$@"
    leads() { [[ $(curl -sf "http://127.0.0.1:$port/v1/status/leader") == *:* ]]; }
    await 60 leads || fail "Consul has no leader"
}

# start_demo ARGUMENT...: waits until it serves; $demo is its process, $demo_address where. The first run builds the jar.
start_demo() {
    ./insight demo --json "$@" > "$work/report.json" 2> "$work/demo.log" &
    demo=$!
    pids+=("$demo")
    serves() {
        kill -0 "$demo" 2> /dev/null || fail "the demo ended before it served anything"
        grep -q '^Metrics at http' "$work/demo.log"
    }
    await 400 serves || fail "the demo did not say where its metrics are"
    demo_address=$(sed -n 's#^Metrics at http://\([^/]*\)/.*#\1#p' "$work/demo.log")
}

# start_insight FILE [ARGUMENT...]: checks the configuration, then runs it.
start_insight() {
    local file=$1
    shift
    ./insight check "$file" > "$work/check.log" 2>&1 || fail "insight check refuses $(basename "$file")"
    start "$(basename "$file" .yaml)" ./insight run --config "$file" --no-baselines "$@"
}

# query ADDRESS PROMQL: what a Prometheus answers, as JSON.
query() { curl -sfG "http://$1/api/v1/query" --data-urlencode "query=$2"; }
