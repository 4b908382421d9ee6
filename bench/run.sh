#!/bin/bash
# Runs Cambium and its Python peers in one sitting on the same files, alternating, and writes a table of medians and ratios.
# Usage: run.sh [--scale S] [--rounds N] [WORK...]    WORK: boosted-trees, read-csv, logistic-regression (default: all)
# At scale 1 the table goes to results/DATE-CPU.md; at any other it is printed only.
set -euo pipefail
cd "$(dirname "$0")"

scale=1
rounds=5
works=()
while [ $# -gt 0 ]; do
    case "$1" in
        --scale) scale="${2:?run.sh: --scale needs a number}"; shift 2 ;;
        --rounds) rounds="${2:?run.sh: --rounds needs a number from 1 to 5}"; shift 2 ;;
        boosted-trees | read-csv | logistic-regression) works+=("$1"); shift ;;
        *) echo "run.sh: '$1' is no option (--scale, --rounds) and no work (boosted-trees, read-csv, logistic-regression)" >&2; exit 2 ;;
    esac
done
if ! [[ "$rounds" =~ ^[1-5]$ ]]; then
    echo "run.sh: --rounds $rounds is not from 1 to 5; there are five seeds of data" >&2
    exit 2
fi
if [ ${#works[@]} -eq 0 ]; then works=(boosted-trees read-csv logistic-regression); fi

missing=""
for module in sklearn xgboost pandas; do
    /usr/bin/python3 -c "import $module" 2>/dev/null || missing="$missing python3-$module"
done
if [ -n "$missing" ]; then
    echo "run.sh: missing Debian packages; install them with: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

./data.sh "$scale" "${works[@]}"
dotnet build Cambium.Bench -c Release -v q --nologo -nodeReuse:false

data="data/scale-$scale"
log="$data/last-run.jsonl"
: > "$log"
# How much of the processors others take: the share of ten seconds in which they were not idle, in per cent.
busy() {
    local before after
    before="$(grep '^cpu ' /proc/stat)"
    sleep 10
    after="$(grep '^cpu ' /proc/stat)"
    printf '%s\n%s\n' "$before" "$after" |
        awk '{ idle[NR] = $5 + $6; for (i = 2; i <= 9; i++) all[NR] += $i }
             END { printf "%.0f", 100 * (1 - (idle[2] - idle[1]) / (all[2] - all[1])) }'
}
busy_before="$(busy)"

cambium() { dotnet Cambium.Bench/bin/Release/net10.0/Cambium.Bench.dll "$@"; }
peer() { /usr/bin/python3 "peers/$1.py" "${@:2}"; }

# One measurement: its line of JSON goes to the log and, shortened, to the screen.
measure() {
    local line
    line="$("$@")"
    echo "$line" >> "$log"
    echo "$line" | cut -c1-160
}

peers_of() {
    case "$1" in
        boosted-trees) measure peer trees_xgboost "$data" "$2"
                       measure peer trees_xgboost "$data" "$2" quantile
                       measure peer trees_sklearn "$data" "$2" ;;
        read-csv) measure peer csv_pandas "$data" "$2"
                  measure peer csv_pandas "$data" "$2" plain ;;
        logistic-regression) measure peer logistic_sklearn "$data" "$2" ;;
    esac
}

for work in "${works[@]}"; do
    # The files come from memory for everyone, the first measurement included.
    find "$data" -name "$work*" -type f -exec cat {} + > /dev/null
    for round in $(seq "$rounds"); do
        # Who goes first changes from round to round.
        if [ $((round % 2)) -eq 1 ]; then
            measure cambium "$work" "$data" "$round"
            peers_of "$work" "$round"
        else
            peers_of "$work" "$round"
            measure cambium "$work" "$data" "$round"
        fi
    done
done

if [ "$scale" = 1 ]; then
    /usr/bin/python3 table.py "$log" --busy "$busy_before" --write results
else
    /usr/bin/python3 table.py "$log" --busy "$busy_before"
fi
