namespace Cambium.Tracking;

/// <summary>PostgreSQL's way.</summary>
sealed class PostgresDialect : SqlDialect
{
    internal static readonly PostgresDialect Instance = new();

    PostgresDialect()
    {
    }

    /// <inheritdoc/>
    internal override string ToChange => " FOR NO KEY UPDATE";

    /// <inheritdoc/>
    internal override string ToRelyOn => " FOR SHARE";

    /// <inheritdoc/>
    internal override string Like(string text, string pattern) => $"{text} LIKE {pattern} ESCAPE ''";

    /// <summary>The columns compare bytes, in which only the letters of ASCII have cases; the database's own locale knows others.</summary>
    internal override string LikeInAnyCase(string text, string pattern) => $"{text} COLLATE \"default\" ILIKE {pattern} ESCAPE ''";

    /// <inheritdoc/>
    internal override string In(string column, string parameter) => $"{column} = ANY({parameter})";

    /// <inheritdoc/>
    internal override string InList(string column, string parameter) => In(column, parameter);

    /// <inheritdoc/>
    internal override object ListOf<T>(IReadOnlyCollection<T> values) => values.ToArray();

    /// <inheritdoc/>
    internal override string OrderedText(string column) => column;

    /// <summary>PostgreSQL would compile each part to machine code: 40 seconds for a filter of 200 clauses that takes a fifth of a second without.</summary>
    internal override string BeforeManyParts => "SET LOCAL jit = off; ";

    /// <inheritdoc/>
    internal override MetricStatements NewMetricStatements() => new PostgresMetricStatements();

    /// <inheritdoc/>
    internal override PairStatements NewPairStatements() => new PostgresPairStatements();
}
