namespace Cambium.Learn;

/// <summary>The questions of up to 16 trees, 16 beside each other, for scoring one row at a time.</summary>
sealed class RowGroup
{
    internal RowGroup(int trees, int questions)
    {
        Trees = trees;
        Columns = new byte[questions];
        FarColumns = new int[questions];
        Thresholds = new float[questions];
        Masks = new uint[questions];
        Array.Fill(Masks, uint.MaxValue); // whatever the answer is, nothing changes
    }

    internal int Trees { get; }

    /// <summary>The columns, where they are so few that a byte tells them apart.</summary>
    internal byte[] Columns { get; }

    /// <summary>The columns.</summary>
    internal int[] FarColumns { get; }

    internal float[] Thresholds { get; }

    internal uint[] Masks { get; }

    internal void Set(int at, int column, float threshold, uint mask)
    {
        Columns[at] = unchecked((byte)column);
        FarColumns[at] = column;
        Thresholds[at] = threshold;
        Masks[at] = mask;
    }
}
