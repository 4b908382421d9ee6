namespace Cambium.Learn;

/// <summary>How linear learners cut their rows, by the shape of the work alone.</summary>
static class LinearRows
{
    // Partial sums are kept for every block, so their number is bounded, and their memory: 32 MiB in doubles.
    const int MostBlocks = 256;
    const long MostPartials = 4 << 20;

    /// <summary>Rows worked on at a time: as many as let their numbers stay in the second-level cache between two passes.</summary>
    internal static int Tile(int features) => Math.Clamp(16_384 / Math.Max(1, features) / 64 * 64, 64, 512);

    /// <summary>Rows of a block that one thread takes: enough work to be worth handing over, a whole number of tiles.</summary>
    internal static int Block(int rows, int features, int scores)
    {
        var tile = Tile(features);
        var enough = (int)(200_000 / Math.Max(1, (long)features * scores));
        var mostBlocks = (int)Math.Clamp(MostPartials / (((long)features + 1) * scores), 1, MostBlocks);
        var least = (rows / mostBlocks) + 1;
        return (Math.Max(Math.Max(enough, least), 1) + tile - 1) / tile * tile;
    }
}
