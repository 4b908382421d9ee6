using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The settings that the boosted trees share; <see cref="BoostedTreesClassifier"/> says what each means.</summary>
readonly record struct BoostingSettings
{
    /// <summary>Sets what no recipe does.</summary>
    public BoostingSettings() => MostHistogramBytes = 512L << 20;

    internal required int Trees { get; init; }

    internal required double LearningRate { get; init; }

    internal required TreeGrowth Growth { get; init; }

    internal required int Leaves { get; init; }

    internal required int MaxDepth { get; init; }

    internal required int Bins { get; init; }

    internal required double L1 { get; init; }

    internal required double L2 { get; init; }

    internal required int MinRowsPerLeaf { get; init; }

    internal required double MinHessianPerLeaf { get; init; }

    internal required double MinGain { get; init; }

    internal required double RowSample { get; init; }

    internal required double ColumnSample { get; init; }

    internal required double NodeColumnSample { get; init; }

    internal required EquatableArray<string> Increasing { get; init; }

    internal required EquatableArray<string> Decreasing { get; init; }

    internal required EquatableArray<EquatableArray<string>> InteractionGroups { get; init; }

    internal required double CategorySmoothing { get; init; }

    internal required int MinRowsPerLevel { get; init; }

    internal required int MaxLevelsPerSide { get; init; }

    internal required int EarlyStoppingRounds { get; init; }

    internal required double ValidationShare { get; init; }

    internal required long Seed { get; init; }

    /// <summary>How much memory the histograms of a tree's leaves may take, about, before those of leaves with few rows are given up.</summary>
    internal long MostHistogramBytes { get; init; }
}
