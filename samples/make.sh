#!/bin/sh
# Writes every table of this folder again from Debian's r-cran-aer and python3-sklearn, and compares them with SHA256SUMS.
set -eu
cd "$(dirname "$0")"

missing=""
if ! Rscript -e 'library(AER)' >/dev/null 2>&1; then missing="$missing r-cran-aer"; fi
if ! /usr/bin/python3 -c 'import sklearn' >/dev/null 2>&1; then missing="$missing python3-sklearn"; fi
if [ -n "$missing" ]; then
    echo "make.sh: missing Debian packages; install them with: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

Rscript --vanilla make/from_aer.R .
/usr/bin/python3 make/from_sklearn.py .

if ! sha256sum --check --quiet SHA256SUMS; then
    echo "make.sh: a table differs from SHA256SUMS; README.md names the package versions that made the committed tables" >&2
    exit 1
fi
echo "make.sh: $(wc -l < SHA256SUMS) tables written, all as in SHA256SUMS"
