namespace Cambium.Tracking;

/// <summary>
/// Where SQLite and PostgreSQL differ. Statements are written once, in what both understand: parameters as @name, ON CONFLICT, RETURNING, row values,
/// whole numbers for booleans, milliseconds for times.
/// </summary>
abstract class SqlDialect
{
    /// <summary>A condition: the text matches a LIKE pattern (% and _), upper and lower case being different.</summary>
    internal abstract string Like(string text, string pattern);

    /// <summary>A condition: the text matches a LIKE pattern, upper and lower case being the same.</summary>
    internal abstract string LikeInAnyCase(string text, string pattern);

    /// <summary>A condition: a column is one of the values of an array or list parameter, given to Dapper as it is.</summary>
    internal abstract string In(string column, string parameter);

    /// <summary>An order by a text column that is the same on both: by code point.</summary>
    internal abstract string OrderedText(string column);
}
