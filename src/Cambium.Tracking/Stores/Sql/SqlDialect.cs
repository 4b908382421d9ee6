namespace Cambium.Tracking;

/// <summary>
/// Where SQLite and PostgreSQL differ. Statements are written once, in what both understand: parameters as @name, ON CONFLICT, RETURNING, row values,
/// whole numbers for booleans, milliseconds for times.
/// </summary>
abstract class SqlDialect
{
    /// <summary>
    /// What a SELECT of one table ends with in <see cref="ISqlDatabase.WriteBeside"/>, where nobody else may change the rows or select them so until the
    /// transaction ends. Not with a join or a group.
    /// </summary>
    internal abstract string ToChange { get; }

    /// <summary>The same, where others may select the rows so too, but not change them.</summary>
    internal abstract string ToRelyOn { get; }

    /// <summary>A condition: the text matches a LIKE pattern (% and _), upper and lower case being different.</summary>
    internal abstract string Like(string text, string pattern);

    /// <summary>A condition: the text matches a LIKE pattern, upper and lower case being the same.</summary>
    internal abstract string LikeInAnyCase(string text, string pattern);

    /// <summary>A condition: a column is one of the values of an array or list parameter, given to Dapper as it is.</summary>
    internal abstract string In(string column, string parameter);

    /// <summary>
    /// A condition: a column is one of the values of a list of any length, which the parameter holds as <see cref="ListOf{T}"/> made it. SQLite takes 32,766
    /// parameters and finds each by a search through all.
    /// </summary>
    internal abstract string InList(string column, string parameter);

    /// <summary>The value of a parameter of <see cref="InList"/>.</summary>
    internal abstract object ListOf<T>(IReadOnlyCollection<T> values);

    /// <summary>An order by a text column that is the same on both: by code point.</summary>
    internal abstract string OrderedText(string column);

    /// <summary>What stands before a query of which each part is small, but may have many.</summary>
    internal virtual string BeforeManyParts => "";

    /// <summary>The statements that write metrics.</summary>
    internal abstract MetricStatements NewMetricStatements();

    /// <summary>The statements that write parameters and tags of runs.</summary>
    internal abstract PairStatements NewPairStatements();
}
