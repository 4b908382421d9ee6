using System.Globalization;

namespace Cambium.Tracking;

/// <summary>
/// Reads filters: conditions "key comparator value" joined by AND, see docs/search.md. Messages are MLflow's. Time and memory are proportional to the filter's
/// length, which is bounded.
/// </summary>
ref struct FilterParser
{
    /// <summary>Enough for some thousand run ids in a list.</summary>
    internal const int MaxLength = 256 * 1024;

    /// <summary>Each is a subquery; databases take a thousand within each other at most.</summary>
    internal const int MaxClauses = 200;

    /// <summary>A pattern is compared with values of up to 8,000 characters in time proportional to both lengths.</summary>
    internal const int MaxPatternLength = 1000;

    readonly string _filter;
    readonly SearchSchema _schema;
    readonly List<FilterToken> _tokens;
    int _at;

    FilterParser(string filter, SearchSchema schema)
    {
        (_filter, _schema) = (filter, schema);
        _tokens = FilterTokens.Of(filter);
    }

    readonly FilterToken Current => _tokens[_at];

    /// <summary>The conditions of a filter; none of null or "".</summary>
    /// <exception cref="TrackingException">It is no filter.</exception>
    internal static IReadOnlyList<FilterClause> Parse(string? filter, SearchSchema schema)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return [];
        }

        if (filter.Length > MaxLength)
        {
            throw new TrackingException($"Invalid filter: it has {filter.Length} characters, but at most {MaxLength} are allowed. Search in several parts.");
        }

        if (filter.Contains('\0', StringComparison.Ordinal))
        {
            throw new TrackingException("Invalid filter: it contains a NUL character.");
        }

        return new FilterParser(filter, schema).Clauses();
    }

    List<FilterClause> Clauses()
    {
        if (Current.Kind == FilterTokenKind.End)
        {
            throw new TrackingException($"Invalid filter '{_filter}'. Could not be parsed.");
        }

        RefuseStatements();
        var clauses = new List<FilterClause>();
        while (true)
        {
            if (clauses.Count == MaxClauses)
            {
                throw new TrackingException($"Invalid filter: it has more than {MaxClauses} clauses. Search in several parts.");
            }

            clauses.Add(Clause());
            if (Current.Kind == FilterTokenKind.End)
            {
                return clauses;
            }

            if (!Current.Is("AND") || _tokens[_at + 1].Kind == FilterTokenKind.End)
            {
                throw InvalidClause(_at, EndOfGroup(_at));
            }

            _at++;
        }
    }

    readonly void RefuseStatements()
    {
        var semicolon = _tokens.FindIndex(token => token.Kind == FilterTokenKind.Semicolon);
        if (semicolon >= 0 && _tokens[semicolon + 1].Kind is not (FilterTokenKind.End or FilterTokenKind.Semicolon))
        {
            throw new TrackingException($"Search filter contained multiple expression {PythonText.Repr(_filter)}. Provide AND-ed expression list.");
        }
    }

    FilterClause Clause()
    {
        var start = _at;
        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.QuotedWord) || Current.Is("AND") || Current.Is("NOT"))
        {
            throw InvalidClause(start, EndOfGroup(start));
        }

        _at++;
        if (Comparator() is not { } comparator)
        {
            throw InvalidClause(start, start + 1);
        }

        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.QuotedWord or FilterTokenKind.Text or FilterTokenKind.Open))
        {
            throw InvalidClause(start, Math.Min(_at + 1, _tokens.Count - 1));
        }

        var key = _schema.KeyOfFilter(_tokens[start].Text);
        var value = Current.Kind == FilterTokenKind.Open ? List(key, comparator) : Single(key, comparator);
        var comparators = SearchSchema.Comparators(key);
        if (!comparators.Contains(comparator))
        {
            throw new TrackingException($"Invalid comparator '{comparator}' not one of '{SearchSchema.SetOf(comparators)}'");
        }

        return comparator.EndsWith("LIKE", StringComparison.Ordinal) && value is string { Length: > MaxPatternLength } pattern
            ? throw new TrackingException($"Invalid filter: a pattern has {pattern.Length} characters, but at most {MaxPatternLength} are allowed.")
            : new FilterClause(key, comparator, value);
    }

    /// <summary>A comparator in upper case, or null where none stands.</summary>
    string? Comparator()
    {
        var token = _tokens[_at];
        if (token.Kind == FilterTokenKind.Comparator || token.Is("LIKE") || token.Is("ILIKE") || token.Is("IN"))
        {
            _at++;
            return token.Text.ToUpperInvariant();
        }

        if (token.Is("NOT") && _tokens[_at + 1].Is("IN"))
        {
            _at += 2;
            return "NOT IN";
        }

        return null;
    }

    object Single(SearchKey key, string comparator)
    {
        var token = _tokens[_at++];
        var isQuoted = token.Kind == FilterTokenKind.Text || (token.Kind == FilterTokenKind.QuotedWord && token.Text[0] == '"');
        if (key.Entity == SearchEntity.Metric || key.Field is { IsNumber: true })
        {
            var text = isQuoted && key.Field is { MayBeQuoted: true } ? token.Text[1..^1] : token.Text;
            return NumberOf(text) ?? throw new TrackingException(
                key.Field is null
                    ? $"Expected numeric value type for metric. Found {token.Text}"
                    : $"Expected numeric value type for numeric attribute: {key.Name}. Found {token.Text}");
        }

        if (comparator is "IN" or "NOT IN")
        {
            throw new TrackingException($"Expected a list of quoted string values behind {comparator}, such as ('a', 'b'). Got value {token.Text}");
        }

        if (isQuoted)
        {
            return Stored(key, token.Text[1..^1]);
        }

        if (NumberOf(token.Text) is null)
        {
            throw new TrackingException(
                $"Parameter value is either not quoted or unidentified quote types used for string value {token.Text}. Use either single or double quotes.");
        }

        if (key.Field?.Stored is { } stored)
        {
            return stored(token.Text);
        }

        throw new TrackingException(key.Entity switch
        {
            SearchEntity.Attribute => $"Expected a quoted string value or a list of quoted string values for attributes. Got value {token.Text}",
            SearchEntity.Dataset => $"Expected a quoted string value for dataset attributes. Got value {token.Text}",
            _ => $"Expected a quoted string value for {_schema.NameOf(key.Entity)} (e.g. 'my-value'). Got value {token.Text}",
        });
    }

    /// <summary>The list that begins here.</summary>
    object List(SearchKey key, string comparator)
    {
        var open = _at++;
        var values = new List<object>();
        while (true)
        {
            var token = _tokens[_at++];
            if (token.Kind == FilterTokenKind.Close && values.Count == 0)
            {
                throw new TrackingException("While parsing a list in the query, expected a non-empty list of string values, but got empty list");
            }

            if (token.Kind == FilterTokenKind.Close)
            {
                break; // behind a last comma, too
            }

            if (token.Kind != FilterTokenKind.Text && !(token.Kind == FilterTokenKind.QuotedWord && token.Text[0] == '"'))
            {
                throw new TrackingException(
                    "While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: "
                    + Between(open, EndOfGroup(open)));
            }

            values.Add(Stored(key, token.Text[1..^1]));
            if (Current.Kind == FilterTokenKind.Comma)
            {
                _at++;
            }
            else if (Current.Kind != FilterTokenKind.Close)
            {
                throw new TrackingException("While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.");
            }
        }

        if (key.Field is not { TakesLists: true })
        {
            throw new TrackingException(
                key.Entity == SearchEntity.Attribute && key.Field is { IsNumber: false }
                    ? $"{ListsOf(_schema)} supports comparison with a list of quoted string values."
                    : $"Expected a single value for '{key.Name}', but got the list {Between(open, _at)}");
        }

        if (comparator is not ("IN" or "NOT IN"))
        {
            throw new TrackingException($"Invalid comparator '{comparator}' for the list {Between(open, _at)}; not one of '{{'IN', 'NOT IN'}}'");
        }

        return key.Field.Stored is null ? values.Cast<string>().ToArray() : values.Cast<long>().ToArray();
    }

    static string ListsOf(SearchSchema schema)
    {
        var names = schema.Attributes.Where(field => field.TakesLists).Select(field => $"'{field.Name}'").ToList();
        return names.Count == 0 ? "No attribute" : $"Only the {string.Join(", ", names)} attribute";
    }

    static object Stored(SearchKey key, string text) => key.Field?.Stored is { } stored ? stored(text) : text;

    /// <summary>A number as SQL writes it, or null.</summary>
    static object? NumberOf(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[^1]) || text[^1] == '.') || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '.'))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Where the token, or the parenthesis that begins with it, ends.</summary>
    readonly int EndOfGroup(int start)
    {
        if (_tokens[start].Kind != FilterTokenKind.Open)
        {
            return start + 1;
        }

        var depth = 0;
        for (var i = start; i < _tokens.Count - 1; i++)
        {
            depth += _tokens[i].Kind switch { FilterTokenKind.Open => 1, FilterTokenKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return _tokens.Count - 1;
    }

    readonly string Between(int start, int end) => _filter[_tokens[start].Start.._tokens[end - 1].End];

    readonly TrackingException InvalidClause(int start, int end) => new($"Invalid clause(s) in filter string: '{Between(start, end)}'");
}
