using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to test a recipe against shuffled answers.</summary>
public sealed record PermutationTestOptions
{
    /// <summary>How often the target is shuffled. Default 100. Range [1, 100,000]. The least p-value that can come out is 1 / (permutations + 1).</summary>
    public int Permutations { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>The figure that is watched; null: the recipe's main one, roc_auc or rmse.</summary>
    public string? Score { get; init; }

    /// <summary>The column within whose equal values the target is shuffled, as where rows of one patient are alike; null: all rows.</summary>
    public string? Within { get; init; }

    /// <summary>The seed of the shuffles. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>How rows are split and fits are run.</summary>
    public CrossValidationOptions Validation { get; init; } = new();
}
