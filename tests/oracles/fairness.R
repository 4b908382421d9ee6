# Oracle values of tests/Cambium.Learn.Tests/Fairness/RateIntervalsTests.cs, R 4: Rscript fairness.R
# Wilson's interval is prop.test's without continuity correction.
for (case in list(c(30, 50), c(0, 12), c(7, 7), c(3, 1000))) print(prop.test(case[1], case[2], correct = FALSE)$conf.int[1:2], digits = 17)
# Homogeneity of 30 of 50, 15 of 50 and 22 of 40.
print(prop.test(c(30, 15, 22), c(50, 50, 40), correct = FALSE)$p.value, digits = 17)
# The ratio of 15 of 50 to 30 of 50 on the log scale.
se <- sqrt(1/15 - 1/50 + 1/30 - 1/50); print(exp(log(0.5) + c(-1, 1) * qnorm(0.975) * se), digits = 17)
