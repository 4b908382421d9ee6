namespace Cambium.Data;

/// <summary>The same value in every row; null is missing, of any type.</summary>
sealed class ConstantNode(ColumnType type, object? value) : Node(type)
{
    internal object? Value { get; } = value;

    internal override string[]? Levels { get; } = type == ColumnType.Category ? (value is string text ? [text] : []) : null;

    internal override DateTimeKind Kind => Value is DateTime { Kind: DateTimeKind.Utc } ? DateTimeKind.Utc : DateTimeKind.Unspecified;

    internal override void Run(Frame frame, Lanes lanes)
    {
        if (lanes.IsFilled)
        {
            return;
        }

        lanes.IsFilled = true;
        lanes.Valid.AsSpan().Fill(Value is null ? 0 : ulong.MaxValue);
        switch (Type)
        {
            case ColumnType.Float64:
                lanes.OwnNumbers().AsSpan().Fill(Value is double number ? number : double.NaN);
                break;
            case ColumnType.Int64:
                lanes.OwnWholes().AsSpan().Fill(Value is long whole ? whole : 0);
                break;
            case ColumnType.DateTime:
                lanes.OwnWholes().AsSpan().Fill(Value is DateTime moment ? moment.Ticks : 0);
                break;
            case ColumnType.Boolean:
                lanes.True.AsSpan().Fill(Value is true ? ulong.MaxValue : 0);
                break;
            case ColumnType.Category:
                lanes.OwnCodes().AsSpan().Fill(Value is null ? CategoryColumn.MissingCode : 0);
                break;
        }
    }
}
