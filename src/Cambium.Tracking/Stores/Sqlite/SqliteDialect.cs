using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>SQLite's way.</summary>
sealed class SqliteDialect : SqlDialect
{
    /// <summary>The function that <see cref="SqliteDatabase"/> gives to every connection, since SQLite's LIKE takes upper for lower case.</summary>
    internal const string LikeFunction = "like_exactly";

    /// <summary>The same for any case: SQLite's own takes exponential time for some patterns, and knows the letters of ASCII only.</summary>
    internal const string LikeInAnyCaseFunction = "like_in_any_case";

    static readonly JsonSerializerOptions Lists = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly SqliteDialect Instance = new();

    SqliteDialect()
    {
    }

    /// <inheritdoc/>
    internal override string ToChange => "";

    /// <inheritdoc/>
    internal override string ToRelyOn => "";

    /// <inheritdoc/>
    internal override string Like(string text, string pattern) => $"{LikeFunction}({text}, {pattern})";

    /// <inheritdoc/>
    internal override string LikeInAnyCase(string text, string pattern) => $"{LikeInAnyCaseFunction}({text}, {pattern})";

    /// <inheritdoc/>
    internal override string In(string column, string parameter) => $"{column} IN {parameter}";

    /// <inheritdoc/>
    internal override string InList(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <inheritdoc/>
    internal override object ListOf<T>(IReadOnlyCollection<T> values) => JsonSerializer.Serialize(values, Lists);

    /// <inheritdoc/>
    internal override string OrderedText(string column) => column;

    /// <inheritdoc/>
    internal override MetricStatements NewMetricStatements() => new SqliteMetricStatements();

    /// <inheritdoc/>
    internal override PairStatements NewPairStatements() => new SqlitePairStatements();
}
