namespace Cambium.Learn;

/// <summary>How coordinate descent is to run.</summary>
/// <param name="Costs">C times the weight of each row.</param>
/// <param name="Loss">What a row on the wrong side costs.</param>
/// <param name="Epsilon">Half the width of a regressor's tube; ignored for classes.</param>
/// <param name="InterceptScale">The constant feature that stands for the intercept; 0 for none.</param>
/// <param name="Tolerance">Where to stop.</param>
/// <param name="MaxIterations">Most passes.</param>
/// <param name="CancellationToken">Looked at before every pass.</param>
sealed record DualSettings(
    double[] Costs, MarginLoss Loss, double Epsilon, double InterceptScale, double Tolerance, int MaxIterations, CancellationToken CancellationToken);
