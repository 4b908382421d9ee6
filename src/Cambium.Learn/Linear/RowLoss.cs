namespace Cambium.Learn;

/// <summary>The loss of a run of rows as a function of each row's weighted sum of features.</summary>
/// <param name="start">The first row.</param>
/// <param name="z">The rows' sums; overwritten with the derivatives of the rows' losses, times the rows' weights.</param>
/// <param name="curvatures">Overwritten with the second derivatives, or what stands for them, times the rows' weights; at least 0.</param>
/// <returns>The sum of the rows' losses by weight, and another sum that the learner wants.</returns>
delegate (double Loss, double Other) RowLoss(int start, Span<double> z, Span<double> curvatures);
