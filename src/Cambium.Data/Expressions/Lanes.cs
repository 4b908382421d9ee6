namespace Cambium.Data;

/// <summary>The values of one node for one block of rows; made once by a worker and filled again for every block.</summary>
/// <remarks>Numbers are missing where they are NaN, texts where they are null, codes where they are −1; whole numbers, moments and truths where the bit of <see cref="Valid"/> is 0.</remarks>
sealed class Lanes
{
    /// <summary>Rows of a block: the lanes of a node lie in the first or second cache.</summary>
    internal const int Rows = 4096;

    internal const int Words = Rows / 64;

    double[]? _numbers;
    long[]? _wholes;
    int[]? _codes;

    internal ReadOnlyMemory<double> Numbers { get; set; }

    /// <summary>Whole numbers, or the ticks of moments.</summary>
    internal ReadOnlyMemory<long> Wholes { get; set; }

    internal ReadOnlyMemory<int> Codes { get; set; }

    /// <summary>A bit for each row that is true; 0 where it is missing.</summary>
    internal ulong[] True => field ??= new ulong[Words];

    internal ulong[] Valid { get; } = new ulong[Words];

    internal string?[] Texts => field ??= new string?[Rows];

    /// <summary>Whether a constant has been written.</summary>
    internal bool IsFilled { get; set; }

    /// <summary>Room for numbers, which become <see cref="Numbers"/>.</summary>
    internal double[] OwnNumbers()
    {
        _numbers ??= new double[Rows];
        Numbers = _numbers;
        return _numbers;
    }

    /// <summary>Room for whole numbers, which become <see cref="Wholes"/>.</summary>
    internal long[] OwnWholes()
    {
        _wholes ??= new long[Rows];
        Wholes = _wholes;
        return _wholes;
    }

    /// <summary>Room for codes, which become <see cref="Codes"/>.</summary>
    internal int[] OwnCodes()
    {
        _codes ??= new int[Rows];
        Codes = _codes;
        return _codes;
    }
}
