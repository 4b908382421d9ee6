# Makes comparison.json: tests of two models by R and pROC that Cambium.Learn must reproduce.
# Run: Rscript tests/oracles/comparison.R > tests/oracles/comparison.json
suppressMessages(library(pROC))
set.seed(3)
list_of <- function(x) sprintf("[%s]", paste(sprintf("%.17g", x), collapse = ","))
cat(sprintf("{\"made_by\":\"%s, pROC %s\",\n\"delong\":[", R.version.string, packageVersion("pROC")))
for (case in 1:3) {
  truth <- c(rep(1, 30), rep(0, 50))
  a <- rnorm(80) + truth
  b <- a + 0.8 * rnorm(80) + 0.3 * truth
  if (case == 2) { a <- round(a); b <- round(b) }
  if (case == 3) b <- b / 4 - truth
  a <- round(a, 4); b <- round(b, 4)
  x <- roc(truth, a, direction = "<", quiet = TRUE)
  y <- roc(truth, b, direction = "<", quiet = TRUE)
  t <- roc.test(y, x, method = "delong", paired = TRUE)
  cat(sprintf("%s{\"truth\":%s,\"a\":%s,\"b\":%s,\"area_a\":%.17g,\"area_b\":%.17g,\"z\":%.17g,\"p\":%.17g,\"interval\":%s}", if (case > 1) ",\n" else "",
    list_of(truth), list_of(a), list_of(b), as.numeric(auc(x)), as.numeric(auc(y)), t$statistic, t$p.value, list_of(t$conf.int)))
}
cat("],\n\"mcnemar\":[")
cases <- list(c(12, 3, 100), c(5, 5, 40), c(0, 7, 20), c(151, 120, 2000), c(1, 0, 9))
for (i in seq_along(cases)) {
  only_first <- cases[[i]][1]; only_second <- cases[[i]][2]; n <- cases[[i]][3]
  t <- mcnemar.test(matrix(c(n - only_first - only_second, only_second, only_first, 0), 2))
  cat(sprintf("%s[%d,%d,%d,%.17g,%.17g,%.17g]", if (i > 1) "," else "", only_first, only_second, n, binom.test(only_first, only_first + only_second)$p.value, t$statistic, t$p.value))
}
cat("],\n\"folds\":[")
for (case in 1:3) {
  k <- c(5, 10, 5)[case]; repeats <- c(1, 1, 10)[case]
  a <- round(runif(k * repeats, 0.7, 0.8), 4); b <- round(a + rnorm(k * repeats, 0.02, 0.02), 4)
  d <- b - a; J <- length(d); error <- sqrt((1 / J + 1 / (k - 1)) * var(d)); t <- mean(d) / error
  cat(sprintf("%s{\"folds\":%d,\"a\":%s,\"b\":%s,\"t\":%.17g,\"p\":%.17g,\"interval\":%s}", if (case > 1) ",\n" else "", k, list_of(a), list_of(b), t, 2 * pt(-abs(t), J - 1),
    list_of(mean(d) + c(-1, 1) * error * qt(0.975, J - 1))))
}
cat("]}\n")
