namespace Cambium.Cli;

/// <summary>Small pictures made of block characters.</summary>
static class Bar
{
    const string Heights = "▁▂▃▄▅▆▇█";
    const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>One column a count, the highest full; a count of 0 stays blank, any other shows at least the lowest block.</summary>
    internal static string Histogram(IEnumerable<long> counts)
    {
        var heights = counts.ToArray();
        var most = heights.Length == 0 ? 0 : heights.Max();
        return string.Concat(heights.Select(count => count <= 0 ? ' ' : Heights[(int)Math.Min(Heights.Length - 1, count * Heights.Length / (most + 1))]));
    }

    /// <summary>A bar that fills <paramref name="share"/> of <paramref name="width"/> characters, to an eighth of one.</summary>
    internal static string Horizontal(double share, int width)
    {
        if (!(share > 0))
        {
            return "";
        }

        var eighths = (int)Math.Round(Math.Min(share, 1) * width * 8);
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[eighths % 8]);
    }

    /// <summary>A bar that grows from the right, to half a character.</summary>
    internal static string Leftward(double share, int width)
    {
        if (!(share > 0))
        {
            return "";
        }

        var halves = (int)Math.Round(Math.Min(share, 1) * width * 2);
        return (halves % 2 == 0 ? "" : "▐") + new string('█', halves / 2);
    }
}
