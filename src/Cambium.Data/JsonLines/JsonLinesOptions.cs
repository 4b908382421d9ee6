using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to read JSON Lines: one object a line, UTF-8.</summary>
/// <remarks>
/// <para>
/// Every key is a column, in the order in which keys first come; an object within an object gives columns <c>outer.inner</c>. A key that a line lacks, and null,
/// are missing values. A key that comes twice in a line is refused. Blank lines are passed over.
/// </para>
/// <para>
/// Types are found from all lines. Whole numbers are Int64, numbers with a point or an exponent or beyond 64 bits make the column Float64, which also takes the texts
/// <c>Infinity</c>, <c>-Infinity</c> and <c>NaN</c> (missing). Truths are Boolean. Texts that are all ISO dates are DateTime, else Category where they repeat by
/// the rule of <see cref="CsvOptions"/>, else String; a text is never read as a number. Arrays, numbers beyond ±1.8·10³⁰⁸, and values of several kinds in one column, are String, numbers and arrays as they are written in
/// the file. A column without any value is Float64.
/// </para>
/// </remarks>
public sealed record JsonLinesOptions
{
    /// <summary>Most columns; a file with more keys is refused. Default 10,000. Range [1, ∞).</summary>
    public int MaxColumns { get; init => field = Check.AtLeast(value, 1); } = 10_000;

    /// <summary>
    /// Most bytes of memory for each byte of the file, beside 256 MiB, that the table may take, and most bytes of text for each byte of a file packed with gzip.
    /// Default 200. Range [1, ∞). Ignored by a scan, which is bounded in any case.
    /// </summary>
    public int MaxExpansion { get; init => field = Check.AtLeast(value, 1); } = 200;
}
