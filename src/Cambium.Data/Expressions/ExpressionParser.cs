using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Reads an expression from text, by recursive descent; a level of the grammar is a method.</summary>
ref struct ExpressionParser(string text)
{
    const int MostParentheses = 100;

    readonly List<ExpressionToken> _tokens = ExpressionLexer.Tokens(text);
    int _at;
    int _nested;

    readonly ExpressionToken Current => _tokens[_at];

    internal Expression Whole()
    {
        var expression = Disjunction();
        return Current.Kind == 'e' ? expression : throw Unexpected("an operator or the end");
    }

    Expression Disjunction()
    {
        if (++_nested > MostParentheses)
        {
            throw new FormatException($"More than {MostParentheses} parentheses lie within one another at character {Current.Start + 1} of '{ExpressionLexer.Shortened(text)}'.");
        }

        var left = Conjunction();
        while (TakeWord("or"))
        {
            left = Joined(Operation.Or, left, Conjunction());
        }

        _nested--;
        return left;
    }

    Expression Conjunction()
    {
        var left = Negation();
        while (TakeWord("and"))
        {
            left = Joined(Operation.And, left, Negation());
        }

        return left;
    }

    Expression Negation()
    {
        var nots = 0;
        while (TakeWord("not"))
        {
            nots++;
        }

        var value = Comparison();
        for (; nots > 0; nots--)
        {
            value = Joined(Operation.Not, value);
        }

        return value;
    }

    Expression Comparison()
    {
        var left = Sum();
        Operation? comparison = Current.Kind != 's' ? null : Current.Text switch
        {
            "=" or "==" => Operation.Equal,
            "!=" or "<>" => Operation.NotEqual,
            "<" => Operation.Less,
            "<=" => Operation.LessOrEqual,
            ">" => Operation.Greater,
            ">=" => Operation.GreaterOrEqual,
            _ => null,
        };
        if (comparison is { } operation)
        {
            _at++;
            return Joined(operation, left, Sum());
        }

        if (TakeWord("is"))
        {
            var isNot = TakeWord("not");
            var isMissing = TakeWord("missing") || TakeWord("null") ? Joined(Operation.IsMissing, left) : throw Unexpected("'missing' or 'not missing'");
            return isNot ? Joined(Operation.Not, isMissing) : isMissing;
        }

        var negated = Current.IsWord("not") && (_tokens[_at + 1].IsWord("in") || _tokens[_at + 1].IsWord("between")) && TakeWord("not");
        var found = TakeWord("in") ? Membership(left) : TakeWord("between") ? Range(left) : left;
        return negated ? Joined(Operation.Not, found) : found;
    }

    Expression Membership(Expression value)
    {
        Take("(");
        return Joined(Operation.In, [value, .. List()]);
    }

    Expression Range(Expression value)
    {
        var low = Sum();
        return TakeWord("and") ? Joined(Operation.Between, value, low, Sum()) : throw Unexpected("'and' and the upper border");
    }

    Expression Sum()
    {
        var left = Product();
        while (Current.IsSign("+") || Current.IsSign("-"))
        {
            left = Joined(_tokens[_at++].Text == "+" ? Operation.Add : Operation.Subtract, left, Product());
        }

        return left;
    }

    Expression Product()
    {
        var left = Signed();
        while (Current.IsSign("*") || Current.IsSign("/") || Current.IsSign("%"))
        {
            left = Joined(_tokens[_at++].Text switch { "*" => Operation.Multiply, "/" => Operation.Divide, _ => Operation.Remainder }, left, Signed());
        }

        return left;
    }

    Expression Signed()
    {
        var minuses = 0;
        while (Current.IsSign("-"))
        {
            minuses++;
            _at++;
        }

        // The least whole number has no positive twin, so the last sign is read with its number.
        var value = minuses > 0 && Current.Kind == 'n' ? Number("-" + _tokens[_at++].Text) : Primary();
        for (var left = value is LiteralExpression { Value: long or double } && _tokens[_at - 1].Kind == 'n' ? minuses - 1 : minuses; left > 0; left--)
        {
            value = Negated(value);
        }

        return value;
    }

    Expression Primary()
    {
        var token = Current;
        _at++;
        switch (token.Kind)
        {
            case 'n':
                return Number(token.Text);
            case 't':
                return Expressions.Lit(token.Text);
            case 'q':
                return Expressions.Col(token.Text);
            case 's' when token.Text == "(":
                var inside = Disjunction();
                Take(")");
                return inside;
            case 'w':
                return Word(token);
            default:
                _at--;
                throw Unexpected("a column, a number, a text or '('");
        }
    }

    Expression Word(ExpressionToken token)
    {
        if (Current.IsSign("("))
        {
            return Function(token);
        }

        if (token.IsWord("date") && Current.Kind == 't')
        {
            return Moment(_tokens[_at++]);
        }

        if (token.IsWord("case"))
        {
            return Cases();
        }

        if (token.IsWord("true") || token.IsWord("false"))
        {
            return Expressions.Lit(token.IsWord("true"));
        }

        if (token.IsWord("missing") || token.IsWord("null"))
        {
            return Expressions.Missing;
        }

        if (ExpressionText.Keywords.Contains(token.Text))
        {
            _at--;
            throw Unexpected("a column, a number, a text or '('; a column of that name stands in double quotes");
        }

        return Expressions.Col(token.Text);
    }

    Expression Function(ExpressionToken name)
    {
        if (!Operations.Functions.TryGetValue(name.Text.ToLowerInvariant(), out var function))
        {
            throw new FormatException(
                $"There is no function '{ExpressionLexer.Shortened(name.Text)}' (character {name.Start + 1} of '{ExpressionLexer.Shortened(text)}')."
                + $"{(name.Text.Length < 30 ? NearestName.Suggestion(name.Text, Operations.Functions.Keys) : "")} The functions are: {string.Join(", ", Operations.Functions.Keys.Order(StringComparer.Ordinal))}.");
        }

        _at++;
        var parts = List();
        return parts.Length >= function.Fewest && parts.Length <= function.Most
            ? Joined(function.Operation, parts)
            : throw new FormatException(
                $"{name.Text} takes {(function.Fewest == function.Most ? $"{function.Fewest}" : $"{function.Fewest} to {function.Most}")} argument(s), not {parts.Length} "
                + $"(character {name.Start + 1} of '{ExpressionLexer.Shortened(text)}').");
    }

    /// <summary>What stands between parentheses, the first of which is taken already.</summary>
    Expression[] List()
    {
        var parts = new List<Expression> { Disjunction() };
        while (Current.IsSign(","))
        {
            _at++;
            parts.Add(Disjunction());
        }

        Take(")");
        return [.. parts];
    }

    Expression Cases()
    {
        var parts = new List<Expression>();
        while (TakeWord("when"))
        {
            parts.Add(Disjunction());
            parts.Add(TakeWord("then") ? Disjunction() : throw Unexpected("'then'"));
        }

        if (parts.Count == 0)
        {
            throw Unexpected("'when'");
        }

        parts.Add(TakeWord("else") ? Disjunction() : Expressions.Missing);
        return TakeWord("end") ? Joined(Operation.Case, [.. parts]) : throw Unexpected("'end'");
    }

    readonly Expression Moment(ExpressionToken token) =>
        ValueText.TryDateTime(Encoding.UTF8.GetBytes(token.Text), out var moment)
            ? Expressions.Lit(moment)
            : throw new FormatException(
                $"'{ExpressionLexer.Shortened(token.Text)}' at character {token.Start + 1} of '{ExpressionLexer.Shortened(text)}' is no date; expected one such as 2026-11-22 or 2026-11-22T19:30:00.");

    static Expression Number(string digits) =>
        !digits.AsSpan().ContainsAny('.', 'e', 'E') && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? Expressions.Lit(whole)
            : Expressions.Lit(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>The operation; where it is deeper or wider than expressions may be, that is the text's fault.</summary>
    readonly Expression Joined(Operation operation, params Expression[] parts)
    {
        var fault = parts.Length > Expression.MostParts ? $"More than {Expression.MostParts} values stand in one list"
            : parts.Max(part => part.Depth) >= Expression.MostNested ? $"More than {Expression.MostNested} operations lie within one another"
            : null;
        return fault is null ? Expression.Call(operation, parts) : throw new FormatException($"{fault} before character {Current.Start + 1} of '{ExpressionLexer.Shortened(text)}'.");
    }

    readonly Expression Negated(Expression value) => value is LiteralExpression { Value: long or double } ? -value : Joined(Operation.Negate, value);

    bool TakeWord(string word)
    {
        var isThere = Current.IsWord(word);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    void Take(string sign)
    {
        if (!Current.IsSign(sign))
        {
            throw Unexpected($"'{sign}'");
        }

        _at++;
    }

    readonly FormatException Unexpected(string expected) =>
        new($"Found {(Current.Kind == 'e' ? "the end" : $"'{ExpressionLexer.Shortened(Current.Text)}'")} at character {Current.Start + 1} of '{ExpressionLexer.Shortened(text)}'; expected {expected}.");
}
