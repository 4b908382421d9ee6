using System.Text;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// A query that searches, as it is put together: what comes from the one who asks, keys and values alike, stands in parameters and never in its text.
/// </summary>
/// <param name="dialect">The database's way.</param>
sealed class SearchQuery(SqlDialect dialect)
{
    /// <summary>
    /// PostgreSQL joins what EXISTS asks for, and looks for the best order of all joins, which takes too long for many; what is counted stays by itself.
    /// </summary>
    const int MostJoined = 4;

    readonly StringBuilder _joins = new();
    readonly List<string> _conditions = [];
    readonly List<string> _orders = [];
    int _parameters;
    int _joined;

    /// <summary>The parameters.</summary>
    internal DynamicParameters Parameters { get; } = new();

    /// <summary>Adds a parameter.</summary>
    /// <returns>Its name, with @.</returns>
    internal string Add(object value)
    {
        var name = $"@s{_parameters++}";
        Parameters.Add(name, value);
        return name;
    }

    /// <summary>Adds a condition.</summary>
    internal void Where(string condition) => _conditions.Add(condition);

    /// <summary>Adds a condition: a row belongs to one of some experiments.</summary>
    internal void WhereOf(IReadOnlyList<long> experiments, string column) => Where(experiments switch
    {
        [] => "1 = 0",
        [var only] => $"{column} = {Add(only)}",
        _ => dialect.InList(column, Add(dialect.ListOf(experiments))),
    });

    /// <summary>Adds a condition: a row is deleted, not deleted, or either.</summary>
    internal void WhereIs(LifecycleView view, string deleted)
    {
        if (view != LifecycleView.All)
        {
            Where(view == LifecycleView.Active ? $"{deleted} IS NULL" : $"{deleted} IS NOT NULL");
        }
    }

    /// <summary>Adds a condition: a row has a key with a value that a clause lets pass.</summary>
    /// <param name="table">The table of keys and values.</param>
    /// <param name="owner">What joins it to the row.</param>
    /// <param name="clause">The clause.</param>
    internal void WhereHas(string table, string owner, FilterClause clause) =>
        WhereExists($"{table} WHERE {owner} AND {table}.key = {Add(clause.Key.Name)} AND {Compare($"{table}.value", clause)}");

    /// <summary>Adds a condition: there is a row in "TABLE WHERE CONDITION".</summary>
    internal void WhereExists(string rows) => Where(_joined++ < MostJoined ? $"EXISTS (SELECT 1 FROM {rows})" : $"(SELECT COUNT(*) FROM {rows}) > 0");

    /// <summary>The condition that a column, which holds no NaN, passes a clause.</summary>
    internal string Compare(string column, FilterClause clause)
    {
        var value = Add(clause.Value switch
        {
            string[] texts => dialect.ListOf(texts),
            long[] numbers => dialect.ListOf(numbers),
            var single => single,
        });
        return clause.Comparator switch
        {
            "LIKE" => dialect.Like(column, value),
            "ILIKE" => dialect.LikeInAnyCase(column, value),
            "IN" => dialect.InList(column, value),
            "NOT IN" => $"NOT ({dialect.InList(column, value)})",
            "=" or "!=" or "<" or "<=" or ">" or ">=" => $"{column} {clause.Comparator} {value}",
            _ => throw new ArgumentException($"There is no comparator {clause.Comparator}.", nameof(clause)),
        };
    }

    /// <summary>The condition that a metric's value passes a clause: NaN is unequal to every number, and neither less nor greater.</summary>
    internal string CompareMetric(string table, FilterClause clause) => clause.Comparator == "!="
        ? $"({table}.is_nan = 1 OR {Compare($"{table}.value", clause)})"
        : $"{table}.is_nan = 0 AND {Compare($"{table}.value", clause)}";

    /// <summary>Adds a table, of which at most one row belongs to each row: "TABLE ON CONDITION".</summary>
    internal void LeftJoin(string join) => _joins.Append($" LEFT JOIN {join}");

    /// <summary>Adds a column to the order, missing values behind all others.</summary>
    internal void OrderBy(string column, bool ascending, bool isText = false)
    {
        _orders.Add($"CASE WHEN {column} IS NULL THEN 1 ELSE 0 END");
        OrderByPresent(column, ascending, isText);
    }

    /// <summary>Adds a column to the order that has no missing values, or whose missing values are of no matter.</summary>
    internal void OrderByPresent(string column, bool ascending, bool isText = false) =>
        _orders.Add($"{(isText ? dialect.OrderedText(column) : column)} {(ascending ? "ASC" : "DESC")}");

    /// <summary>Adds a metric to the order: numbers, then NaN, then missing values.</summary>
    internal void OrderByMetric(string table, bool ascending)
    {
        _orders.Add($"CASE WHEN {table}.is_nan IS NULL THEN 2 ELSE {table}.is_nan END");
        OrderByPresent($"{table}.value", ascending);
    }

    /// <summary>The whole query.</summary>
    /// <param name="columns">What is selected.</param>
    /// <param name="table">The table of the rows, with the tables that it is always joined with.</param>
    /// <param name="most">How many rows at most.</param>
    /// <param name="offset">How many rows are left out before.</param>
    internal string Text(string columns, string table, long most, long offset) =>
        $"{dialect.BeforeManyParts}SELECT {columns} FROM {table}{_joins}{Conditions} ORDER BY {string.Join(", ", _orders)} LIMIT {Add(most)} OFFSET {Add(offset)}";

    /// <summary>The query that counts the rows.</summary>
    internal string CountText(string table) => $"{dialect.BeforeManyParts}SELECT COUNT(*) FROM {table}{_joins}{Conditions}";

    string Conditions => _conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", _conditions)}";
}
