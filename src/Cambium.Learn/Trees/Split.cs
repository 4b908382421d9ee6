namespace Cambium.Learn;

/// <summary>A way to send the rows of a node left or right.</summary>
readonly record struct Split
{
    /// <summary>What it takes off the loss; 0 where there is no split.</summary>
    internal double Gain { get; init; }

    /// <summary>The feature that decides; each place of a sparse column is one.</summary>
    internal int Feature { get; init; }

    /// <summary>For a number: bins up to this one go left.</summary>
    internal int Bin { get; init; }

    /// <summary>For a category: the bins that go left.</summary>
    internal BinSet LeftBins { get; init; }

    /// <summary>Whether rows without a value go left.</summary>
    internal bool MissingLeft { get; init; }

    /// <summary>The sums of the rows that go left.</summary>
    internal GradientSums Left { get; init; }

    internal bool Exists => Gain > 0;

    /// <summary>Whether it gains more, or as much by an earlier feature.</summary>
    internal bool IsBetterThan(in Split other) => Gain > other.Gain || (Gain == other.Gain && Exists && Feature < other.Feature);
}
