namespace Cambium.Learn;

/// <summary>Rows with their truth and a model's answers.</summary>
abstract record JudgedRows
{
    internal abstract int Count { get; }

    /// <summary>What kind of model answers so: "classifiers" or "regressors".</summary>
    internal abstract string Answerers { get; }

    /// <summary>The rows of these numbers, in this order; a row may come several times.</summary>
    internal abstract JudgedRows Take(int[] rows);

    /// <summary>Each row as often as is said of it.</summary>
    internal JudgedRows Repeat(ReadOnlySpan<byte> times)
    {
        var rows = new List<int>(times.Length);
        for (var row = 0; row < times.Length; row++)
        {
            for (var i = 0; i < times[row]; i++)
            {
                rows.Add(row);
            }
        }

        return Take([.. rows]);
    }
}
