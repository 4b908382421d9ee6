# The UMAP of R package uwot, two threads in all its parts. Usage: umap_uwot.R FOLDER ROUND
#
# Timed: umap, from the matrix in memory; its approximate search of nearest rows included, which it always takes for so many rows.

suppressMessages(library(uwot))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
header <- readLines(file.path(folder, "umap.json"))
rows <- as.integer(sub(".*\"rows\": ([0-9]+).*", "\\1", header))
columns <- as.integer(sub(".*\"columns\": ([0-9]+).*", "\\1", header))
x <- matrix(readBin(file.path(folder, "umap-x.f64"), "double", rows * columns, endian = "little"), rows, columns, byrow = TRUE)

set.seed(as.integer(arguments[2]))
started <- proc.time()[["elapsed"]]
y <- umap(x, n_neighbors = 15, n_epochs = 500, n_threads = 2, n_sgd_threads = 2)
seconds <- proc.time()[["elapsed"]] - started
status <- readLines("/proc/self/status")
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("^VmHWM", status, value = TRUE))) / 1024

# The trustworthiness of every so many rows, so that 500 are looked at.
k <- 15
sampled <- seq(1, rows, by = max(1, rows %/% 500))
penalty <- 0
for (row in sampled) {
  ranks <- rank(rowSums(sweep(x, 2, x[row, ])^2)[-row], ties.method = "first")
  near <- order(rowSums(sweep(y, 2, y[row, ])^2)[-row])[1:k]
  penalty <- penalty + sum(pmax(0, ranks[near] - k))
}
trusted <- 1 - 2 * penalty / (length(sampled) * k * (2 * rows - 3 * k - 1))
cat(sprintf(
  "{\"work\": \"umap\", \"peer\": \"uwot\", \"version\": \"uwot %s, %s\", \"seconds\": %.6f, \"first_seconds\": %.6f, \"peak_rss_mib\": %.3f, \"metric\": {\"trustworthiness\": %.9f}}\n",
  packageVersion("uwot"), R.version.string, seconds, seconds, peak, trusted))
