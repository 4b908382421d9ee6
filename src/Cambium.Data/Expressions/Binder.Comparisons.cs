using System.Text;

namespace Cambium.Data;

sealed partial class Binder
{
    Node Comparison(CallExpression call, Operation operation, (Node Node, Expression Part) left, (Node Node, Expression Part) right)
    {
        var type = CommonType([left.Node, right.Node])
            ?? throw new ArgumentException(
                $"'{Operations.NameOf(call.Operation)}' compares two values of one kind, but '{Short(left.Part)}' is of type {left.Node.Type} and '{Short(right.Part)}' of type {right.Node.Type}. "
                + $"It stands in '{Short(_whole)}'.");
        var (x, y) = (As(type, left.Node), As(type, right.Node));
        if (type == ColumnType.Boolean)
        {
            return operation is Operation.Equal or Operation.NotEqual
                ? new TruthNode(operation, x, y)
                : throw new ArgumentException($"Truths have no order, which '{Operations.NameOf(operation)}' asks for. It stands in '{Short(_whole)}'.");
        }

        if (type == ColumnType.String)
        {
            return TextComparison(operation, x, y);
        }

        return operation switch
        {
            Operation.Equal => new ComparisonNode<Comparisons.Equal>(x, y),
            Operation.NotEqual => NotOf(new ComparisonNode<Comparisons.Equal>(x, y)),
            Operation.Less => new ComparisonNode<Comparisons.Less>(x, y),
            Operation.LessOrEqual => new ComparisonNode<Comparisons.LessOrEqual>(x, y),
            Operation.Greater => new ComparisonNode<Comparisons.Less>(y, x),
            _ => new ComparisonNode<Comparisons.LessOrEqual>(y, x),
        };
    }

    static Node TextComparison(Operation operation, Node x, Node y)
    {
        if (y is ConstantNode { Value: string wanted } && x is not ConstantNode)
        {
            if (x is ColumnNode { Column: TextColumn texts })
            {
                var bytes = Encoding.UTF8.GetBytes(wanted);
                return new Utf8PredicateNode(texts, text => Holds(operation, text.SequenceCompareTo(bytes)));
            }

            return Asked(x, text => Holds(operation, TextOrder.Compare(text, wanted)));
        }

        return new TextPredicateNode(x, y, (a, b) => Holds(operation, TextOrder.Compare(a, b)));
    }

    static bool Holds(Operation operation, int order) => operation switch
    {
        Operation.Equal => order == 0,
        Operation.NotEqual => order != 0,
        Operation.Less => order < 0,
        Operation.LessOrEqual => order <= 0,
        Operation.Greater => order > 0,
        _ => order >= 0,
    };

    Node Membership(CallExpression call, Node[] nodes)
    {
        if (nodes.Length == 1)
        {
            throw new ArgumentException($"'in' has an empty list of values. It stands in '{Short(_whole)}'.");
        }

        foreach (var part in call.Parts[1..])
        {
            if (part is not LiteralExpression)
            {
                throw new ArgumentException($"'in' takes a list of literals, not '{Short(part)}'. It stands in '{Short(_whole)}'.");
            }
        }

        var type = CommonType(nodes)
            ?? throw new ArgumentException(
                $"'in' compares values of one kind, but '{Short(call.Parts[0])}' is of type {nodes[0].Type} and the list has {string.Join(", ", nodes[1..].Select(node => node.Type).Distinct())}. "
                + $"It stands in '{Short(_whole)}'.");
        var value = As(type, nodes[0]);
        var wanted = nodes[1..].Select(node => ((ConstantNode)As(type, node)).Value).ToArray();
        var hasMissing = wanted.Contains(null);
        if (type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime)
        {
            var wholes = wanted.OfType<long>().Concat(wanted.OfType<DateTime>().Select(moment => moment.Ticks)).ToHashSet();
            return new MembershipNode(value, [.. wanted.OfType<double>()], wholes, hasMissing);
        }

        if (type == ColumnType.String && !hasMissing)
        {
            return InTexts(value, wanted.OfType<string>().ToHashSet(StringComparer.Ordinal));
        }

        return nodes[1..].Zip(call.Parts[1..], (node, part) => Comparison(call, Operation.Equal, (nodes[0], call.Parts[0]), (node, part)))
            .Aggregate((left, right) => new TruthNode(Operation.Or, left, right));
    }

    static Node InTexts(Node value, HashSet<string> wanted)
    {
        if (value is ColumnNode { Column: TextColumn texts })
        {
            var letters = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
            var longest = wanted.Max(text => Encoding.UTF8.GetByteCount(text));
            return new Utf8PredicateNode(texts, text =>
            {
                Span<char> buffer = stackalloc char[256];
                return text.Length <= longest
                    && (text.Length <= buffer.Length ? letters.Contains(buffer[..Encoding.UTF8.GetChars(text, buffer)]) : wanted.Contains(Encoding.UTF8.GetString(text)));
            });
        }

        return Asked(value, wanted.Contains);
    }

    Node Cases(CallExpression call, Node[] nodes)
    {
        var conditions = new Node[nodes.Length / 2];
        var values = new Node[conditions.Length + 1];
        for (var i = 0; i < conditions.Length; i++)
        {
            conditions[i] = TruthAt(call, nodes, 2 * i);
            values[i] = nodes[(2 * i) + 1];
        }

        values[^1] = nodes[^1];
        return Choice(call, conditions, values);
    }

    ChoiceNode Choice(CallExpression call, Node[] conditions, Node[] values)
    {
        var type = CommonType(values)
            ?? throw new ArgumentException(
                $"The values of '{Operations.NameOf(call.Operation)}' are of different kinds: {string.Join(", ", values.Select(value => value.Type).Distinct())}. It stands in '{Short(_whole)}'.");
        var alike = Array.ConvertAll(values, value => As(type, value));
        if (type != ColumnType.String || Array.Exists(alike, value => value.Levels is null))
        {
            return new ChoiceNode(type, conditions, alike);
        }

        // Categories and literals: the result is a category of all their levels, in the order in which they are named.
        var levels = alike.SelectMany(value => value.Levels!).Distinct().ToArray(); // ! none is without, by the line above
        var places = levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => pair.place);
        return new ChoiceNode(
            ColumnType.Category, conditions, Array.ConvertAll(alike, value => (Node)new LevelMapNode(value, Array.ConvertAll(value.Levels!, level => places[level]), levels)));
    }

    /// <summary>The type that all the nodes can be read as; texts and categories go by text. Null where there is none.</summary>
    static ColumnType? CommonType(Node[] nodes)
    {
        var typed = nodes.Where(node => node is not ConstantNode { Value: null }).ToArray();
        if (typed.Length == 0)
        {
            return ColumnType.Float64;
        }

        if (Array.Exists(typed, node => node.Type == ColumnType.DateTime))
        {
            return Array.TrueForAll(typed, node => AsMoment(node) is not null) ? ColumnType.DateTime : null;
        }

        return Array.TrueForAll(typed, node => node.IsText) ? ColumnType.String
            : Array.TrueForAll(typed, node => node.Type == ColumnType.Boolean) ? ColumnType.Boolean
            : Array.TrueForAll(typed, node => node.Type == ColumnType.Int64) ? ColumnType.Int64
            : Array.TrueForAll(typed, node => node.Type is ColumnType.Int64 or ColumnType.Float64) ? ColumnType.Float64
            : null;
    }

    /// <summary>A node read as a type that <see cref="CommonType"/> found.</summary>
    static Node As(ColumnType type, Node node) => node is ConstantNode { Value: null }
        ? new ConstantNode(type == ColumnType.String ? ColumnType.Category : type, value: null)
        : type switch
        {
            ColumnType.Float64 => Number(node),
            ColumnType.DateTime => AsMoment(node)!, // ! CommonType has seen that it is one
            _ => node,
        };
}
