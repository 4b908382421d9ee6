#!/usr/bin/env bash
# Builds everything and runs every test. Ends with one line "N passed, N failed, N skipped"; the status is 0 only if all passed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

stop() {
    echo "$1" >&2
    exit 1
}

# need PROGRAM [PACKAGE]: a program that the tests need, and the package of Debian and Ubuntu that has it where it is called otherwise.
need() {
    command -v "$1" > /dev/null && return
    compgen -G "/usr/lib/postgresql/*/bin/$1" > /dev/null && return
    set -- "${2:-$1}"
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        echo "Installing $1, which the tests need."
        { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1" ||
            { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"; }; } > /dev/null 2>&1 ||
            stop "apt-get could not install $1; install it, then run ./test.sh again."
        return
    fi
    stop "$1 was not found and the tests need it: install it (Debian and Ubuntu: apt-get install $1), then run ./test.sh again."
}

command -v dotnet > /dev/null || stop "dotnet was not found: install the .NET SDK 10 from https://dotnet.microsoft.com/download, then run ./test.sh again."
command -v npm > /dev/null || stop "npm was not found: install Node.js with npm (Debian and Ubuntu: apt-get install npm), then run ./test.sh again."
need curl
need initdb postgresql
[ -n "${CHROMIUM:-}" ] || need chromium

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0

# run NAME FILTER PROJECT...: runs tests that are built, all where the filter is empty; the figures lie in $results/NAME.
run() {
    local name=$1 filter=${2:+--filter=$2}
    shift 2
    mkdir -p "$results/$name"
    for project in "$@"; do
        dotnet test "$project" $filter -c Release --no-build --nologo -v quiet --logger trx --logger 'console;verbosity=minimal' --results-directory "$results/$name" |
            grep --line-buffered -v -e '^Test run for ' -e '^A total of ' -e '^Results File: ' -e '^$' || status=1
    done
}

# count FIELD: the sum of one counter over every result file.
count() {
    find "$results" -name '*.trx' -exec sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" {} + | awk '{ sum += $1 } END { print sum + 0 }'
}

echo "Building"
dotnet build Cambium.slnx -c Release --nologo -v quiet || stop "The build failed; the lines above say where."

echo "Testing"
run all "" Cambium.slnx

# The kernels, and every learner by its invariants, again without the widest vectors, and without any: every machine must get right answers.
echo "Testing kernels and learners with AVX2, then with scalar code"
kernels=(tests/Cambium.Numerics.Tests tests/Cambium.Data.Tests)
export DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0
run avx2 "" "${kernels[@]}"
run avx2 Run=AtEveryWidth tests/Cambium.Learn.Tests
export DOTNET_EnableHWIntrinsic=0
run scalar "" "${kernels[@]}"
run scalar Run=AtEveryWidth tests/Cambium.Learn.Tests

total=$(count total)
passed=$(count passed)
failed=$(count failed)
[ "$total" -gt 0 ] || status=1
[ "$failed" = 0 ] || status=1
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
exit "$status"
