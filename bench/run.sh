#!/bin/bash
# Measures Cambium beside its peers; see README.md. Usage: run.sh [--scale S] [--rounds N] [--sizes] [WORK...], or run.sh --help
set -euo pipefail
cd "$(dirname "$0")"
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    echo "run.sh: missing Debian package; install it with: apt-get install --no-install-recommends python3-numpy" >&2
    exit 1
fi
case " $* " in
    *" --help "* | *" -h "*) ;;
    *) dotnet build Cambium.Bench -c Release -v q --nologo -nodeReuse:false ;;
esac
exec /usr/bin/python3 run.py "$@"
