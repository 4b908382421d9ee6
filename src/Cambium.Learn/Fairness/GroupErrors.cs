namespace Cambium.Learn;

/// <summary>How a regressor does for one group.</summary>
/// <param name="Group">The group's value; "(missing)" for rows without one.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="MeanTruth">The mean of the true numbers.</param>
/// <param name="MeanPrediction">The mean of the predicted numbers.</param>
/// <param name="MeanError">The mean of prediction less truth: above 0 the model says too much.</param>
/// <param name="MeanAbsoluteError">The mean size of the errors.</param>
/// <param name="MeanSquaredError">The mean square of the errors, the group's loss.</param>
/// <param name="MeanErrorInterval">The 95 % interval of the mean error, by resampling; null where there is none.</param>
/// <param name="LossInterval">The 95 % interval of the loss, by resampling; null where there is none.</param>
public sealed record GroupErrors(
    string Group,
    int Rows,
    double MeanTruth,
    double MeanPrediction,
    double MeanError,
    double MeanAbsoluteError,
    double MeanSquaredError,
    Interval? MeanErrorInterval,
    Interval? LossInterval);
