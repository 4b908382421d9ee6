namespace Cambium.Learn;

/// <summary>A split as a question about the bin of a row.</summary>
readonly struct BinRule
{
    readonly BinSet _right;

    internal BinRule(in Split split, FeatureBins bins)
    {
        // Missing is the bin after the last value's, so that the bins of a number that go right are one range in either case.
        IsRange = bins.Kind == FeatureKind.Number;
        FirstRight = (uint)split.Bin + 1;
        RightWidth = (uint)(bins.Count + (split.MissingLeft ? 0 : 1)) - FirstRight;
        for (var bin = 0; bin <= bins.Count; bin++)
        {
            var left = bin == bins.Missing ? split.MissingLeft : IsRange ? bin <= split.Bin : split.LeftBins.Contains(bin);
            if (!left)
            {
                _right.Add(bin);
            }
        }
    }

    BinRule(uint firstRight, uint rightWidth)
    {
        IsRange = true;
        FirstRight = firstRight;
        RightWidth = rightWidth;
        _right.Add((int)firstRight);
    }

    /// <summary>Bin 0 goes left, bin 1 right.</summary>
    internal static BinRule Mark { get; } = new(1, 1);

    /// <summary>Bin 0 goes right, bin 1 left.</summary>
    internal static BinRule Unmarked { get; } = new(0, 1);

    /// <summary>Whether the bins that go right are <see cref="RightWidth"/> ones from <see cref="FirstRight"/> on.</summary>
    internal bool IsRange { get; }

    internal uint FirstRight { get; }

    internal uint RightWidth { get; }

    internal bool GoesRight(int bin) => _right.Contains(bin);
}
