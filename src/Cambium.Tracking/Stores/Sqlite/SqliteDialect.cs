namespace Cambium.Tracking;

/// <summary>SQLite's way.</summary>
sealed class SqliteDialect : SqlDialect
{
    /// <summary>The function that <see cref="SqliteDatabase"/> gives to every connection, since SQLite's LIKE takes upper for lower case.</summary>
    internal const string LikeFunction = "like_exactly";

    internal static readonly SqliteDialect Instance = new();

    SqliteDialect()
    {
    }

    /// <inheritdoc/>
    internal override string Like(string text, string pattern) => $"{LikeFunction}({text}, {pattern})";

    /// <inheritdoc/>
    internal override string LikeInAnyCase(string text, string pattern) => $"{text} LIKE {pattern}";

    /// <inheritdoc/>
    internal override string In(string column, string parameter) => $"{column} IN {parameter}";

    /// <inheritdoc/>
    internal override string OrderedText(string column) => column;
}
