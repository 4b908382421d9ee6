#!/bin/sh
# Writes the benchmarks' data for a scale (default 1: 1.6 GB) where it is not there yet. Usage: data.sh [SCALE [WORK...]]
set -eu
cd "$(dirname "$0")"
scale="${1:-1}"
if [ $# -gt 0 ]; then shift; fi
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    echo "data.sh: missing Debian package; install it with: apt-get install --no-install-recommends python3-numpy" >&2
    exit 1
fi
/usr/bin/python3 make-data.py --scale "$scale" "data/scale-$scale" "$@"
