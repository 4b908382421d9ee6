using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>A condition holds for every row.</summary>
sealed record RuleCheck : RowCheck
{
    internal RuleCheck(Expression condition)
        : base($"rule: {condition}", ColumnsOf(condition))
    {
        Condition = condition;
        Text = condition.ToString();
    }

    internal Expression Condition { get; }

    internal string Text { get; }

    public override string Expected => Text;

    public bool Equals(RuleCheck? other) => base.Equals(other) && other.Text == Text;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Text);

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references) => block =>
    {
        var holds = Evaluated(block);
        return row => holds.Validity[row] ? holds.Values[row] : null;
    };

    Column<bool> Evaluated(Table block)
    {
        try
        {
            return Evaluation.ColumnOf(block, "holds", Condition, maxThreads: 1) as Column<bool>
                ?? throw new TableException($"{Text} is no condition: it is neither true nor false.");
        }
        catch (ArgumentException e)
        {
            throw new TableException(e.Message, e);
        }
    }

    static EquatableArray<string> ColumnsOf(Expression condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var names = new List<string>();
        Gather(condition);
        return names.Distinct(StringComparer.Ordinal).ToEquatableArray();

        void Gather(Expression expression)
        {
            if (expression is ColumnExpression column)
            {
                names.Add(column.Name);
            }

            foreach (var part in expression is CallExpression call ? call.Parts : [])
            {
                Gather(part);
            }
        }
    }
}
