using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns the levels of all columns into k numbers a row: each level adds 1 or -1 to one of them, both chosen by a hash of its text.</summary>
/// <remarks>
/// <para>Nothing is learned but which columns there are: levels that no training row had are hashed like all others. A missing value adds
/// nothing. The hash is that of "COLUMN=LEVEL", so that the same text in two columns is two levels.</para>
/// <para>Time O(n) a column, memory O(n k). Use it for very many levels, or levels that keep coming; levels that share a place can no
/// longer be told apart, the signs keep them from adding up. What a number is made of cannot be traced to one level.</para>
/// <para>Source: K. Weinberger, A. Dasgupta, J. Langford, A. Smola, J. Attenberg, "Feature Hashing for Large Scale Multitask Learning",
/// 2009; A. Appleby, MurmurHash3 (32 bits).</para>
/// </remarks>
public sealed record HashEncode : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>k, the number of new columns. Default 16. Range [1, 65,536].</summary>
    public int Components { get; init => field = Check.InRange(value, 1, 65_536); } = 16;

    /// <summary>Whether half of the levels count -1, so that levels of one place cancel out on average. Default true.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>What the names of the new columns begin with: "hash1", "hash2", … Default hash. Not blank.</summary>
    public string Prefix { get; init => field = Check.NotBlank(value); } = "hash";

    /// <inheritdoc/>
    public override HashEncodeModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var columns = LevelColumns.Of(features, Columns);
        var model = new HashEncodeModel(this, columns.Select(column => new Field(column.Name, column.Type)).ToEquatableArray());
        StepColumns.ThrowIfTaken(features, model.Names, columns.Select(column => column.Name).ToHashSet());
        return model;
    }
}
