using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Splits again and again with other seeds, so that the mean over all folds hangs less on how the rows were dealt out. When: rows are few.</summary>
/// <param name="Of">What is repeated; its own seed is not used. A splitter in which nothing is random is refused.</param>
public sealed record RepeatedFolds(Splitter Of) : Splitter
{
    /// <summary>How often. Default 10. Range [1, 10,000].</summary>
    public int Times { get; init => field = Check.InRange(value, 1, 10_000); } = 10;

    /// <summary>The same seed gives the same splits. Default 0.</summary>
    public long Seed { get; init; }

    internal override EquatableArray<string> KeyColumns => Of.KeyColumns;

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        var random = new RandomStream(Seed);
        var rounds = Enumerable.Range(0, Times).Select(round => Round(unchecked((long)random.Fork(round).NextBits())).Split(table)).ToArray();
        var ofRound = rounds[0].Count;
        return new RowSplits(Times * ofRound, place => rounds[place / ofRound][place % ofRound]);
    }

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };

    Splitter Round(long seed) => Of.Reseeded(seed)
        ?? throw new ArgumentException($"{Of.GetType().Name} gives the same splits each time, so repeating it tells nothing new. Repeat a splitter that deals rows out at random, such as KFold.", nameof(seed));
}
