using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Draws the rows and columns that each model of a bag learns from.</summary>
static class BagDrawing
{
    // A draw of one class cannot be learned from; so many in a row are no accident.
    const int MostDraws = 100;

    /// <summary>Rows, rising; repeated where they are put back. Where no draw has two classes, all rows.</summary>
    /// <param name="codes">The class of each row; empty for a regressor.</param>
    /// <param name="count">n.</param>
    /// <param name="share">The share of n to draw.</param>
    /// <param name="replace">Whether a drawn row may be drawn again.</param>
    /// <param name="random">The model's own stream.</param>
    internal static int[] Rows(int[] codes, int count, double share, bool replace, RandomStream random)
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var rows = Draw(count, share, replace, random);
            if (codes.Length == 0 || Array.Exists(rows, row => codes[row] != codes[rows[0]]))
            {
                return rows;
            }
        }

        return [.. Enumerable.Range(0, count)];
    }

    /// <summary>The names of some columns, in their order.</summary>
    internal static string[] Columns(string[] names, double share, RandomStream random) => Array.ConvertAll(Draw(names.Length, share, replace: false, random), place => names[place]);

    /// <summary>Sorted, so that the sums of the parts do not depend on the order of drawing.</summary>
    static int[] Draw(int count, double share, bool replace, RandomStream random)
    {
        var size = Math.Clamp((int)Math.Round(share * count), 1, count);
        int[] drawn;
        if (replace)
        {
            drawn = [.. Enumerable.Range(0, size).Select(_ => random.NextInt(count))];
        }
        else
        {
            drawn = [.. Enumerable.Range(0, count)];
            if (size < count)
            {
                random.Shuffle<int>(drawn);
            }

            drawn = drawn[..size];
        }

        Array.Sort(drawn);
        return drawn;
    }
}
