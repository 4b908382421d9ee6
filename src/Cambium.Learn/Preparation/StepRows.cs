using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The training rows on their way through the steps of a pipeline.</summary>
/// <param name="Features">What a step may change.</param>
/// <param name="Target">The target of the same rows; null where there is none.</param>
/// <param name="Weight">The weight of the same rows; null where every row counts 1.</param>
sealed record StepRows(Table Features, Column? Target, Column? Weight)
{
    /// <summary>Whether the learner at the end takes the target as classes; null where a step stands alone and the target itself must tell.</summary>
    internal bool? EndsInClassifier { get; init; }

    /// <summary>Whether the target is to be read as classes: as the learner will, or, alone, where it holds no numbers or but two of them.</summary>
    internal bool TargetIsClasses => EndsInClassifier ?? Target switch
    {
        Column<double> or Column<long> => ClassLabels.Problem(Target) is null && ClassLabels.ClassesOf(Target).Count <= 2,
        _ => true,
    };
}
