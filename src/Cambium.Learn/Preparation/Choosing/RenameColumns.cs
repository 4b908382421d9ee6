using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Gives columns other names; their places and values stay.</summary>
/// <remarks>
/// <para>All are renamed at once, so that two may change their names. Nothing is learned.</para>
/// <para>Time O(columns), no memory. Use it where parts of <see cref="Branches"/> would leave the same name twice.</para>
/// <para>Source: own definition.</para>
/// </remarks>
public sealed record RenameColumns : Transform
{
    /// <summary>Pairs of the name that a column has and the one that it gets. Default none.</summary>
    public EquatableArray<EquatableArray<string>> Names { get; init => field = Checked(value); } = [];

    /// <inheritdoc/>
    public override RenameColumnsModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        foreach (var pair in Names)
        {
            _ = features[pair[0]];
        }

        StepColumns.ThrowIfTaken(features, Names.Select(pair => pair[1]), Names.Select(pair => pair[0]).ToHashSet());
        return new RenameColumnsModel(this);
    }

    static EquatableArray<EquatableArray<string>> Checked(EquatableArray<EquatableArray<string>> names)
    {
        foreach (var pair in names)
        {
            if (pair.Count != 2 || pair.Any(string.IsNullOrEmpty))
            {
                throw new ArgumentException($"{nameof(Names)} holds {pair}, expected pairs of an old name and a new one.", nameof(Names));
            }
        }

        return names.DistinctBy(pair => pair[0]).Count() == names.Count ? names : throw new ArgumentException($"{nameof(Names)} renames a column twice: {names}.", nameof(Names));
    }
}
