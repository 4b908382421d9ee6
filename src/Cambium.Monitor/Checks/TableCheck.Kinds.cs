using System.Text.RegularExpressions;
using Cambium.Data;

namespace Cambium.Monitor;

public abstract partial record TableCheck
{
    /// <summary>The column is there, whatever its type.</summary>
    public static TableCheck Column(string column) => new ColumnCheck(column, null);

    /// <summary>
    /// The column is there and of a type. Whole numbers are numbers too, and categories and texts stand for each other: which of the two a file is read as depends on its rows. A column
    /// without a single value is of any type.
    /// </summary>
    public static TableCheck Column(string column, ColumnType type) => new ColumnCheck(column, type);

    /// <summary>There are no columns but the given ones.</summary>
    public static TableCheck NoOtherColumns(params IReadOnlyList<string> columns) => new NoOtherColumnsCheck(columns.ToEquatableArray());

    /// <summary>At most a share of the values is missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="atMost">From 0 to 1; it becomes <see cref="Tolerance"/>.</param>
    public static TableCheck Missing(string column, double atMost = 0) => new MissingCheck(column) { Tolerance = atMost };

    /// <summary>Every number lies in a range, ends included.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="atLeast">The least; −∞ for none.</param>
    /// <param name="atMost">The greatest; ∞ for none.</param>
    /// <exception cref="ArgumentException">The range is empty, or without any end.</exception>
    public static TableCheck Range(string column, double atLeast, double atMost = double.PositiveInfinity) => new RangeCheck(column, atLeast, atMost);

    /// <summary>Every moment lies in a range, ends included.</summary>
    /// <param name="column">A column of dates.</param>
    /// <param name="from">The earliest; <see cref="DateTime.MinValue"/> for none.</param>
    /// <param name="to">The latest; <see cref="DateTime.MaxValue"/> for none.</param>
    /// <exception cref="ArgumentException">The range is empty, or without any end.</exception>
    public static TableCheck Range(string column, DateTime from, DateTime to) => new MomentRangeCheck(column, from, to);

    /// <summary>Every value is one of those given, in plain text form; numbers are compared as numbers.</summary>
    /// <exception cref="ArgumentException">No value is given, or one twice.</exception>
    public static TableCheck OneOf(string column, params IReadOnlyList<string> values) => new OneOfCheck(column, values.ToEquatableArray());

    /// <summary>
    /// Every value, in plain text form, matches a .NET regular expression from its first letter to its last. Time is linear in the text where the pattern allows it (no look-around, no
    /// back-references); other patterns give up after a second a value, and the check could then not be run.
    /// </summary>
    /// <exception cref="RegexParseException">The pattern is none.</exception>
    public static TableCheck Pattern(string column, string pattern) => new PatternCheck(column, pattern);

    /// <summary>No two rows are equal in all the given columns; rows where one of them is missing are left out.</summary>
    /// <exception cref="ArgumentException">No column is given.</exception>
    public static TableCheck Unique(params IReadOnlyList<string> columns) => new UniqueCheck(columns.ToEquatableArray());

    /// <summary>Every key is among those of a reference; rows where a part of the key is missing are left out.</summary>
    /// <param name="columns">The key's columns.</param>
    /// <param name="reference">A name of <see cref="CheckOptions.References"/>; null means <see cref="CheckOptions.Reference"/>.</param>
    /// <param name="matching">The reference's columns, as many and in the same order; null means those of the same names.</param>
    /// <exception cref="ArgumentException">No column is given, or not as many of the reference.</exception>
    public static TableCheck Key(IReadOnlyList<string> columns, string? reference = null, IReadOnlyList<string>? matching = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new KeyCheck(columns.ToEquatableArray(), reference, (matching ?? columns).ToEquatableArray());
    }

    /// <summary>The number of rows lies in a range, ends included.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public static TableCheck Rows(long atLeast, long atMost = long.MaxValue) => new RowCountCheck(atLeast, atMost);

    /// <summary>The latest moment of a column is no older than a span, by <see cref="CheckOptions.Time"/>; moments without a zone are read as UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is not positive.</exception>
    public static TableCheck Fresh(string column, TimeSpan within) => new FreshCheck(column, within);

    /// <summary>The mean lies in a range, ends included.</summary>
    /// <exception cref="ArgumentException">The range is empty, or without any end.</exception>
    public static TableCheck Mean(string column, double atLeast, double atMost) => new MeanCheck(column, atLeast, atMost);

    /// <summary>A quantile lies in a range, ends included; beyond 2,048 values it is an estimate, as <see cref="QuantileSketch"/> says.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="share">The share of values below, in [0, 1]; 0.5 is the median.</param>
    /// <param name="atLeast">The least; −∞ for none.</param>
    /// <param name="atMost">The greatest; ∞ for none.</param>
    /// <exception cref="ArgumentException">The share is none, or the range is empty or without any end.</exception>
    public static TableCheck Quantile(string column, double share, double atLeast, double atMost) => new QuantileCheck(column, share, atLeast, atMost);

    /// <summary>
    /// The values are spread as in <see cref="CheckOptions.Reference"/>: the population stability index stays below a limit, or is no greater than chance gives with so many rows, as
    /// <see cref="Drift"/> judges it.
    /// </summary>
    /// <param name="column">A column of numbers, truths, categories or texts.</param>
    /// <param name="below">The limit. Default 0.25, by custom a large change; 0.1 is a moderate one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public static TableCheck Distribution(string column, double below = 0.25) => new DistributionCheck(column, below);

    /// <summary>A condition holds for every row; a row for which it is missing does not break it, as in SQL.</summary>
    public static TableCheck Rule(Expression condition) => new RuleCheck(condition);
}
