namespace Cambium.Learn;

/// <summary>A way to send the rows of a node left or right.</summary>
readonly record struct NodeSplit
{
    const int LevelsPerWord = 32;

    /// <summary>What scans compare; minus infinity where there is no split.</summary>
    internal double Score { get; init; }

    /// <summary>The feature that decides; -1 where there is no split.</summary>
    internal int Feature { get; init; }

    /// <summary>For a number: ranks up to this one go left.</summary>
    internal int LastLeft { get; init; }

    /// <summary>For a number: the next rank of the node, where the threshold is still to be drawn half way up to it; 0 where it is known.</summary>
    internal int FirstRight { get; init; }

    /// <summary>For a number: values up to this one go left; +∞ where every number does.</summary>
    internal double Threshold { get; init; }

    /// <summary>For a category: bits of the levels that go left, 32 a word; null for a number.</summary>
    internal uint[]? LeftLevels { get; init; }

    /// <summary>Whether rows without a value go left.</summary>
    internal bool MissingLeft { get; init; }

    /// <summary>Whether the node holds rows without a value of the feature.</summary>
    internal bool SawMissing { get; init; }

    internal static NodeSplit None => new() { Score = double.NegativeInfinity, Feature = -1 };

    internal bool Exists => Feature >= 0;

    /// <summary>Whether a row goes left.</summary>
    internal bool GoesLeft(int rank, int missingRank) =>
        rank == missingRank ? MissingLeft : LeftLevels is null ? rank <= LastLeft : HasLevel(LeftLevels, rank);

    internal static uint[] NoLevels(int count) => new uint[(count + LevelsPerWord - 1) / LevelsPerWord];

    internal static void AddLevel(uint[] levels, int level) => levels[level / LevelsPerWord] |= 1u << (level % LevelsPerWord);

    internal static bool HasLevel(uint[] levels, int level) => (levels[level / LevelsPerWord] >> (level % LevelsPerWord) & 1) != 0;
}
