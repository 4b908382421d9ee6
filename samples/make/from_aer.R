# mortgages.csv and credit-cards.csv from the R package AER. Usage: Rscript from_aer.R FOLDER
suppressPackageStartupMessages(library(AER))
folder <- commandArgs(trailingOnly = TRUE)[1]

# Each number gets the fewest digits, up to `digits`, that give it back.
as_text <- function(column, digits) {
  if (is.factor(column)) as.character(column)
  else vapply(column, function(value) format(value, digits = digits, scientific = FALSE, trim = TRUE), "")
}

# `names` maps AER's column names to ours; the order of the columns stays AER's.
write_table <- function(data, names, file, digits = rep(15, length(data))) {
  stopifnot(identical(colnames(data), names(names)), !anyNA(data))
  text <- mapply(as_text, data, digits)
  lines <- c(paste(names, collapse = ","), apply(text, 1, paste, collapse = ","))
  connection <- file(file.path(folder, file), open = "wb")
  writeLines(lines, connection, sep = "\n")
  close(connection)
}

data("HMDA")
mortgages <- c(
  deny = "deny", pirat = "payment_to_income", hirat = "housing_to_income", lvrat = "loan_to_value",
  chist = "credit_history", mhist = "mortgage_history", phist = "public_bad_record", unemp = "unemployment_rate",
  selfemp = "self_employed", insurance = "insurance_denied", condomin = "condominium", afam = "afam",
  single = "single", hschool = "high_school")
# These three were stored in single precision before they came to R: 7 digits are what they hold, the rest is conversion noise.
single_precision <- colnames(HMDA) %in% c("pirat", "hirat", "unemp")
write_table(HMDA, mortgages, "mortgages.csv", ifelse(single_precision, 7, 15))

data("CreditCard")
cards <- c(
  card = "card", reports = "derogatory_reports", age = "age", income = "income", share = "share",
  expenditure = "expenditure", owner = "home_owner", selfemp = "self_employed", dependents = "dependents",
  months = "months_at_address", majorcards = "major_cards", active = "active_accounts")
write_table(CreditCard, cards, "credit-cards.csv")
