namespace Cambium.Data;

/// <summary>Lets an expression meet a table: finds its columns, checks the types, and makes the nodes that compute it.</summary>
sealed partial class Binder
{
    readonly Table _table;
    readonly Expression _whole;

    Binder(Table table, Expression whole) => (_table, _whole) = (table, whole);

    /// <summary>The node of an expression.</summary>
    /// <exception cref="ArgumentException">A column is not there, or a type does not fit.</exception>
    internal static Node Bind(Table table, Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Binder(table, expression).Of(expression);
    }

    /// <summary>The node of a condition.</summary>
    /// <exception cref="ArgumentException">A column is not there, a type does not fit, or the expression is no condition.</exception>
    internal static Node BindCondition(Table table, Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var binder = new Binder(table, expression);
        return binder.Truth(binder.Of(expression), expression, expression, "A condition");
    }

    Node Of(Expression expression) => expression switch
    {
        ColumnExpression column => ColumnOf(column),
        LiteralExpression literal => LiteralOf(literal.Value),
        CallExpression call => Of(call, Array.ConvertAll(call.Parts, Of)),
        _ => throw new ArgumentException($"'{expression}' is of an unknown kind.", nameof(expression)),
    };

    ColumnNode ColumnOf(ColumnExpression column)
    {
        if (!_table.Contains(column.Name))
        {
            throw new ArgumentException(
                $"There is no column '{column.Name}'.{NearestName.Suggestion(column.Name, _table.Columns.Select(one => one.Name))} "
                + $"It stands in '{Short(_whole)}'. The columns are: {string.Join(", ", _table.Columns.Select(one => one.Name))}.");
        }

        var found = _table[column.Name];
        return found is not SparseColumn
            ? new ColumnNode(found)
            : throw new ArgumentException($"Column '{column.Name}' holds sparse vectors, with which expressions do not compute. It stands in '{Short(_whole)}'.");
    }

    static ConstantNode LiteralOf(object? value) => value switch
    {
        null or double => new ConstantNode(ColumnType.Float64, value),
        long => new ConstantNode(ColumnType.Int64, value),
        bool => new ConstantNode(ColumnType.Boolean, value),
        DateTime => new ConstantNode(ColumnType.DateTime, value),
        _ => new ConstantNode(ColumnType.Category, value),
    };

    Node Of(CallExpression call, Node[] nodes) => call.Operation switch
    {
        Operation.And or Operation.Or => new TruthNode(call.Operation, TruthAt(call, nodes, 0), TruthAt(call, nodes, 1)),
        Operation.Not => NotOf(TruthAt(call, nodes, 0)),
        >= Operation.Equal and <= Operation.GreaterOrEqual => Comparison(call, call.Operation, (nodes[0], call.Parts[0]), (nodes[1], call.Parts[1])),
        Operation.In => Membership(call, nodes),
        Operation.Between => new TruthNode(
            Operation.And,
            Comparison(call, Operation.GreaterOrEqual, (nodes[0], call.Parts[0]), (nodes[1], call.Parts[1])),
            Comparison(call, Operation.LessOrEqual, (nodes[0], call.Parts[0]), (nodes[2], call.Parts[2]))),
        Operation.IsMissing => new MissingNode(nodes[0]),
        >= Operation.Add and <= Operation.Negate => Arithmetic(call, nodes),
        Operation.Case => Cases(call, nodes),
        Operation.Coalesce => Choice(call, [], nodes),
        >= Operation.Power and <= Operation.Clip => Function(call, nodes),
        >= Operation.Length and <= Operation.Matches => Text(call, nodes),
        >= Operation.Year and <= Operation.SecondsSince => Moment(call, nodes),
        _ => Cast(call, nodes[0]),
    };

    static TruthNode NotOf(Node node) => new(Operation.Not, node, node);

    Node TruthAt(CallExpression call, Node[] nodes, int part) => Truth(nodes[part], call.Parts[part], call, $"'{Operations.NameOf(call.Operation)}'");

    Node Truth(Node node, Expression part, Expression at, string what) =>
        node.Type == ColumnType.Boolean ? node
        : node is ConstantNode { Value: null } ? new ConstantNode(ColumnType.Boolean, value: null)
        : throw Misfit(what, "a truth", node, part, at);

    Node NumberAt(CallExpression call, Node[] nodes, int part) =>
        nodes[part].Type is ColumnType.Float64 or ColumnType.Int64
            ? nodes[part]
            : throw Misfit($"'{Operations.NameOf(call.Operation)}'", "a number", nodes[part], call.Parts[part], call);

    /// <summary>As a double.</summary>
    static Node Number(Node node) => node switch
    {
        { Type: ColumnType.Float64 } => node,
        ConstantNode { Value: long whole } => new ConstantNode(ColumnType.Float64, (double)whole),
        _ => new CastNode(ColumnType.Float64, node, Expressions.Missing),
    };

    Node Arithmetic(CallExpression call, Node[] nodes)
    {
        var left = NumberAt(call, nodes, 0);
        var right = call.Operation == Operation.Negate ? left : NumberAt(call, nodes, 1);
        if (left.Type == ColumnType.Int64 && right.Type == ColumnType.Int64 && call.Operation != Operation.Divide)
        {
            return new WholeNode(call.Operation, left, right, call);
        }

        var (x, y) = (Number(left), Number(right));
        return call.Operation switch
        {
            Operation.Add => new NumberNode<NumberOperators.Add>(x, y),
            Operation.Subtract => new NumberNode<NumberOperators.Subtract>(x, y),
            Operation.Multiply => new NumberNode<NumberOperators.Multiply>(x, y),
            Operation.Divide => new NumberNode<NumberOperators.Divide>(x, y),
            Operation.Negate => new NumberNode<NumberOperators.Multiply>(x, new ConstantNode(ColumnType.Float64, -1.0)),
            _ => new FunctionNode(static (a, b, _) => a % b, x, y, x),
        };
    }

    Node Function(CallExpression call, Node[] nodes)
    {
        var x = NumberAt(call, nodes, 0);
        if (x.Type == ColumnType.Int64 && call.Operation is Operation.Floor or Operation.Ceil or Operation.Round)
        {
            return x;
        }

        if (x.Type == ColumnType.Int64 && call.Operation == Operation.Abs)
        {
            return new WholeNode(call.Operation, x, x, call);
        }

        var first = Number(x);
        if (call.Operation == Operation.Round)
        {
            var digits = Digits(call);
            return new FunctionNode((a, _, _) => Math.Round(a, digits), first, first, first);
        }

        var others = Enumerable.Range(1, nodes.Length - 1).Select(part => Number(NumberAt(call, nodes, part))).ToArray();
        return new FunctionNode(FunctionOf(call.Operation), first, others.Length > 0 ? others[0] : first, others.Length > 1 ? others[1] : first);
    }

    int Digits(CallExpression call) => call.Parts.Length == 1 ? 0
        : call.Parts[1] is LiteralExpression { Value: long and >= 0 and <= 15 } digits ? (int)(long)digits.Value
        : throw new ArgumentException($"'round' takes a literal number of decimals from 0 to 15, not '{Short(call.Parts[1])}'. It stands in '{Short(_whole)}'.");

    static Func<double, double, double, double> FunctionOf(Operation operation) => operation switch
    {
        Operation.Power => static (x, y, _) => Math.Pow(x, y),
        Operation.Abs => static (x, _, _) => Math.Abs(x),
        Operation.Log => static (x, _, _) => Math.Log(x),
        Operation.Exp => static (x, _, _) => Math.Exp(x),
        Operation.Sqrt => static (x, _, _) => Math.Sqrt(x),
        Operation.Floor => static (x, _, _) => Math.Floor(x),
        Operation.Ceil => static (x, _, _) => Math.Ceiling(x),
        // Not Math.Clamp, which refuses a low border above the high one: borders may be columns.
        _ => static (x, low, high) => Math.Min(Math.Max(x, low), high),
    };

    Node Moment(CallExpression call, Node[] nodes)
    {
        var moments = new Node[nodes.Length];
        for (var part = 0; part < nodes.Length; part++)
        {
            moments[part] = AsMoment(nodes[part]) ?? throw Misfit($"'{Operations.NameOf(call.Operation)}'", "a date-time", nodes[part], call.Parts[part], call);
        }

        return call.Operation switch
        {
            Operation.StartOfDay => new MomentNode(ColumnType.DateTime, moments[0], static ticks => ticks - (ticks % TimeSpan.TicksPerDay)),
            Operation.SecondsSince => new NumberNode<NumberOperators.Divide>(
                Number(new WholeNode(Operation.Subtract, moments[0], moments[1], call)), new ConstantNode(ColumnType.Float64, (double)TimeSpan.TicksPerSecond)),
            _ => new MomentNode(ColumnType.Int64, moments[0], PartOf(call.Operation)),
        };
    }

    static Func<long, long> PartOf(Operation operation) => operation switch
    {
        Operation.Year => static ticks => new DateTime(ticks).Year,
        Operation.Month => static ticks => new DateTime(ticks).Month,
        Operation.Day => static ticks => new DateTime(ticks).Day,
        Operation.Hour => static ticks => ticks / TimeSpan.TicksPerHour % 24,
        Operation.Minute => static ticks => ticks / TimeSpan.TicksPerMinute % 60,
        Operation.Second => static ticks => ticks / TimeSpan.TicksPerSecond % 60,
        // The first day of the calendar was a Monday.
        Operation.DayOfWeek => static ticks => (ticks / TimeSpan.TicksPerDay % 7) + 1,
        _ => static ticks => new DateTime(ticks).DayOfYear,
    };

    ArgumentException Misfit(string what, string expected, Node found, Expression part, Expression at) =>
        new($"{what} takes {expected}, but '{Short(part)}' is of type {found.Type}. It stands in '{Short(at)}'{(ReferenceEquals(at, _whole) ? "" : $" of '{Short(_whole)}'")}.");

    static string Short(Expression expression) => ExpressionLexer.Shortened(expression.ToString());
}
