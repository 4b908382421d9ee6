namespace Cambium.Tracking;

/// <summary>One condition of a filter; all of them must hold.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="Comparator">How, in upper case: = != &lt; &lt;= &gt; &gt;= LIKE ILIKE IN "NOT IN".</param>
/// <param name="Value">With what: a text (string), a number (long or double), or a list (string[] or long[]).</param>
sealed record FilterClause(SearchKey Key, string Comparator, object Value);
