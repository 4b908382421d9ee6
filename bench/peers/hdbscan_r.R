# HDBSCAN of R's package dbscan on the first 20,000 rows. Usage: hdbscan_r.R FOLDER ROUND
#
# Timed: hdbscan, from the matrix in memory. The package is not parallel.

suppressMessages(library(dbscan))

folder <- commandArgs(trailingOnly = TRUE)[1]
header <- readLines(file.path(folder, "hdbscan.json"), warn = FALSE)
whole <- function(name) as.integer(sub(paste0('.*"', name, '": *([0-9]+).*'), "\\1", header))
rows <- whole("rows")
columns <- whole("columns")
x <- matrix(readBin(file.path(folder, "hdbscan-x.f64"), "double", rows * columns, endian = "little"), ncol = columns, byrow = TRUE)
x <- x[seq_len(min(rows, 20000)), ]

started <- proc.time()[["elapsed"]]
model <- hdbscan(x, minPts = 50)
seconds <- proc.time()[["elapsed"]] - started
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024

cat(sprintf(
  '{"work": "hdbscan", "peer": "R dbscan, 20,000 rows", "version": "dbscan %s, %s", "seconds": %.6f, "first_seconds": %.6f, "peak_rss_mib": %.1f, "metric": {"clusters_of_first": [%s]}}\n',
  packageVersion("dbscan"), R.version.string, seconds, seconds, peak, paste(model$cluster, collapse = ",")))
