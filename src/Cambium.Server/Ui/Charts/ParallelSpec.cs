namespace Cambium.Server;

/// <summary>Parallel coordinates: an axis a setting, the last one the score; a line a trial, the best drawn last.</summary>
/// <param name="Axes">The axes; where the screen is narrow, the first and the last.</param>
/// <param name="Lines">The lines.</param>
public sealed record ParallelSpec(IReadOnlyList<ParallelAxis> Axes, IReadOnlyList<ParallelLine> Lines)
{
    /// <summary>Where lines pass that have no value.</summary>
    internal const double Missing = -0.2;

    /// <summary>What stands where lines without a value pass.</summary>
    internal const string NotSet = "not set";

    const int MostText = 40;

    /// <summary>Whether the better scores lie at the upper end.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>A text short enough for a mark.</summary>
    internal static string Cut(string text) => text.Length <= MostText ? text : $"{text[..(MostText - 1)]}…";
}
