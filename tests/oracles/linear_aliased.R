# Writes linear_aliased.json beside it: what R's lm finds where columns of samples/diabetes.csv make up others. Usage: Rscript linear_aliased.R
# Weights are 1 + (row mod 3), rows counted from 0. Aliased coefficients are null.
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)))
table <- read.csv(file.path(here, "..", "..", "samples", "diabetes.csv"))
row <- seq_len(nrow(table)) - 1
collinear <- data.frame(
  age = table$age, months = 12 * table$age, sex = table$sex, body_mass_index = table$body_mass_index,
  mix = table$age + 2 * table$sex - 0.5 * table$body_mass_index, seven = 7, ldl = table$ldl,
  near = table$body_mass_index + 1e-4 * (row %% 5), progression = table$progression)
weight <- 1 + row %% 3

number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
entry <- function(name, fit) {
  all <- coef(fit)
  slopes <- all[names(all) != "(Intercept)"]
  intercept <- if ("(Intercept)" %in% names(all)) all[["(Intercept)"]] else 0
  sprintf('"%s": {"intercept": %s, "coefficients": [%s], "first_fitted": [%s]}', name, number(intercept),
          paste(number(slopes), collapse = ", "), paste(number(head(fitted(fit), 5)), collapse = ", "))
}
lines <- c(
  sprintf('"r": "%s.%s"', R.version$major, R.version$minor),
  entry("first_7", lm(progression ~ ., head(table, 7))),
  entry("collinear", lm(progression ~ ., collinear)),
  entry("collinear_weighted", lm(progression ~ ., collinear, weights = weight)),
  entry("collinear_without_intercept", lm(progression ~ . - 1, collinear)))
writeLines(c("{", paste0(" ", paste(lines, collapse = ",\n ")), "}"), file.path(here, "linear_aliased.json"))
