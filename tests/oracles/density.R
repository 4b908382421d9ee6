# Writes hdbscan.json beside it: the clusters that hdbscan of R's package dbscan finds; 0 is noise. Run it in the folder of the oracles.
#
# Deterministic. Needs Debian's r-cran-dbscan.

library(dbscan)

# Points that the tests compute by the same formula.
spiral <- function(rows) {
  i <- 0:(rows - 1)
  t <- (i * 0.61803398875) %% 1.0
  cbind(t * cos(9 * t) + 0.05 * sin(i * 1.7), t * sin(9 * t) + 0.05 * cos(i * 2.3), sin(i * 0.37) * t)
}

groups <- function(rows) {
  i <- 0:(rows - 1)
  centre <- cbind(c(0, 6, 1, 9)[i %% 4 + 1], c(0, 1, 7, 8)[i %% 4 + 1])
  spread <- c(0.5, 1, 0.3, 2)[i %% 4 + 1]
  centre + spread * cbind(sin(i * 1.3) * cos(i * 0.7), cos(i * 1.9) * sin(i * 1.1))
}

found <- function(x, least) paste0("[", paste(hdbscan(x, minPts = least)$cluster, collapse = ","), "]")

wine <- as.matrix(read.csv("../../samples/wine.csv")[, 1:13])
wine <- scale(wine)
text <- paste0(
  '{"dbscan":"', packageVersion("dbscan"), '",\n"spiral":', found(spiral(1000), 6), ',\n"groups":', found(groups(500), 8), ',\n"wine":', found(wine, 5), "}")
writeLines(text, "hdbscan.json")
