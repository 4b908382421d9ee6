namespace Cambium.Learn;

/// <summary>The questions of up to 16 trees, 16 beside each other, for scoring one row at a time.</summary>
sealed class RowGroup
{
    internal RowGroup(int trees, int questions)
    {
        Trees = trees;
        Places = new byte[questions];
        Thresholds = new float[questions];
        Masks = new uint[questions];
        Array.Fill(Masks, uint.MaxValue); // whatever the answer is, nothing changes
    }

    internal int Trees { get; }

    /// <summary>The place of the feature among those asked for; only where they are so few that a byte tells them apart.</summary>
    internal byte[] Places { get; }

    internal float[] Thresholds { get; }

    internal uint[] Masks { get; }

    internal void Set(int at, int place, float threshold, uint mask)
    {
        Places[at] = unchecked((byte)place);
        Thresholds[at] = threshold;
        Masks[at] = mask;
    }
}
