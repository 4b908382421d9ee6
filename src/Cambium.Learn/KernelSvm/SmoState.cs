namespace Cambium.Learn;

/// <summary>
/// The rows that the search works on, in rising order, and what it knows of each: arrays of a whole number of blocks, filled up with rows that can never be chosen.
/// </summary>
sealed class SmoState
{
    internal SmoState(int[] rows, RowBlocks blocks)
    {
        Rows = rows;
        Blocks = blocks;
        var padded = blocks.Squares.Length;
        Residuals = new double[padded];
        UpOffsets = new double[padded];
        DownOffsets = new double[padded];
        SelfValues = new double[padded];
        Array.Fill(UpOffsets, double.NegativeInfinity);
        Array.Fill(DownOffsets, double.PositiveInfinity);
        Array.Fill(SelfValues, 1);
    }

    /// <summary>The problem's number of each row.</summary>
    internal int[] Rows { get; }

    /// <summary>The rows' features.</summary>
    internal RowBlocks Blocks { get; }

    /// <summary>target − Σⱼ βⱼ K(xⱼ, x).</summary>
    internal double[] Residuals { get; }

    /// <summary>What to add to the residual for the gain of raising β: ∓ε, −∞ where it cannot rise.</summary>
    internal double[] UpOffsets { get; }

    /// <summary>What to add to the residual for the cost of lowering β: ∓ε, ∞ where it cannot fall.</summary>
    internal double[] DownOffsets { get; }

    /// <summary>K(x, x).</summary>
    internal double[] SelfValues { get; }

    internal int Count => Rows.Length;
}
