namespace Cambium.Learn;

/// <summary>What trees are grown to tell: a class for each row, or a number.</summary>
sealed class GrowthTarget
{
    GrowthTarget(int classes, int[] codes, double[] values)
    {
        Classes = classes;
        Codes = codes;
        Values = values;
    }

    /// <summary>k, or 0 for numbers.</summary>
    internal int Classes { get; }

    /// <summary>The class of each row; empty for numbers.</summary>
    internal int[] Codes { get; }

    /// <summary>The number of each row; empty for classes.</summary>
    internal double[] Values { get; }

    /// <summary>How many numbers a leaf answers with.</summary>
    internal int Outputs => Math.Max(Classes, 1);

    internal static GrowthTarget OfClasses(int[] codes, int classes) => new(classes, codes, []);

    internal static GrowthTarget OfNumbers(double[] values) => new(0, [], values);
}
