# Makes distributions.json: probabilities of R's distributions that Cambium.Numerics must reproduce.
# Run: Rscript tests/oracles/distributions.R > tests/oracles/distributions.json
row <- function(...) cat(sprintf("[%s]", paste(sprintf("%.17g", c(...)), collapse = ",")))
rows <- function(name, items, last = FALSE) {
  cat(sprintf("\"%s\":[", name))
  for (i in seq_along(items)) {
    if (i > 1) cat(",\n")
    row(items[[i]])
  }
  cat(if (last) "]" else "],\n")
}
cat(sprintf("{\"made_by\":\"%s\",\n", R.version.string))
z <- c(-37, -12.5, -6, -2.2, -1, -0.3, -1e-9, 0, 1e-5, 0.4, 1, 1.7, 3, 8)
rows("normal", lapply(z, function(v) c(v, pnorm(v))))
p <- c(1e-300, 1e-40, 1e-12, 1e-4, 0.025, 0.2, 0.4999, 0.5, 0.5001, 0.7, 0.975, 0.9999, 1 - 1e-12)
rows("normal_quantile", lapply(p, function(v) c(v, qnorm(v))))
student <- list()
for (v in c(0.5, 1, 2, 4, 9.5, 29, 100, 1e3, 1e5, 1e8)) for (t in c(-40, -5, -2, -0.7, -1e-6, 0, 0.1, 1, 2.5, 12))
  student[[length(student) + 1]] <- c(t, v, pt(t, v), 2 * pt(-abs(t), v))
rows("student", student)
quantile <- list()
for (v in c(1, 2, 4, 9.5, 100, 1e5)) for (s in c(1e-6, 0.025, 0.3, 0.6, 0.95, 0.975, 0.9995)) quantile[[length(quantile) + 1]] <- c(s, v, qt(s, v))
rows("student_quantile", quantile)
chi <- list()
for (v in c(0.5, 1, 2, 3, 10, 50, 1000, 1e5)) for (x in c(1e-8, 0.1, 0.5, 1, 3.84, 11, 60, 900, 1010, 1e5))
  chi[[length(chi) + 1]] <- c(x, v, pchisq(x, v), pchisq(x, v, lower.tail = FALSE))
rows("chi_squared", chi)
binomial <- list()
for (n in c(1, 7, 40, 1000, 100000)) for (share in c(0, 0.1, 0.3, 0.5, 0.9, 1)) for (chance in c(0.5, 0.2))
  binomial[[length(binomial) + 1]] <- c(floor(n * share), n, chance, pbinom(floor(n * share), n, chance))
rows("binomial", binomial, TRUE)
cat("}\n")
