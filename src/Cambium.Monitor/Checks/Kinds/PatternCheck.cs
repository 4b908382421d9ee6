using System.Text.RegularExpressions;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Every value matches a regular expression as a whole.</summary>
sealed record PatternCheck : RowCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly Regex _regex;

    internal PatternCheck(string column, string pattern)
        : base($"{column}: pattern", [column])
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Source = pattern;
        // Parsed alone first: "a)(b" would be a pattern within the parentheses below.
        _ = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        _regex = Compiled($@"\A(?:{pattern})\z");
    }

    internal string Source { get; }

    public override string Expected => $"values that match {Source}";

    public bool Equals(PatternCheck? other) => base.Equals(other) && other.Source == Source;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Source);

    static Regex Compiled(string whole)
    {
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references: time is bounded by the clock instead.
            return new Regex(whole, RegexOptions.CultureInvariant, Patience);
        }
    }

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references) => block =>
    {
        var column = CheckedColumn.Of(block, Columns[0]);
        var validity = column.Validity;
        if (column is not CategoryColumn category)
        {
            return row => validity[row] ? Matches(column.Format(row)) : null;
        }

        var known = new bool?[category.Levels.Count];
        return row => validity[row] ? known[category.Codes[row]] ??= Matches(category.Levels[category.Codes[row]]) : null;
    };

    bool Matches(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new TableException($"The pattern {Source} took more than a second for one value of column '{Columns[0]}'. Write it without look-around and back-references.", e) { Column = Columns[0] };
        }
    }
}
