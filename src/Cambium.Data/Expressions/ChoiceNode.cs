namespace Cambium.Data;

/// <summary>
/// Takes each row from one of several values of one type: with conditions from the first whose condition is true, without from the first that is there.
/// </summary>
/// <param name="conditions">One for every value but the last, or none at all.</param>
sealed class ChoiceNode(ColumnType type, Node[] conditions, Node[] values) : Node(type)
{
    internal override string[]? Levels => Type == ColumnType.Category ? values[0].Levels : null;

    internal override DateTimeKind Kind => Array.Find(values, value => value is not ConstantNode { Value: null })?.Kind ?? DateTimeKind.Unspecified;

    internal override void Run(Frame frame, Lanes lanes)
    {
        Clear(frame, lanes);
        var outer = frame.Active;
        var left = new ulong[Lanes.Words];
        left.AsSpan().Fill(ulong.MaxValue);
        var chosen = new ulong[Lanes.Words];
        for (var branch = 0; branch < values.Length; branch++)
        {
            frame.Active = Both(left, outer);
            Lanes? value = null;
            if (conditions.Length == 0)
            {
                value = frame.Run(values[branch]);
                values[branch].ValidWords(frame, value, chosen);
            }
            else if (branch < conditions.Length)
            {
                frame.Run(conditions[branch]).True.AsSpan().CopyTo(chosen);
            }
            else
            {
                left.AsSpan().CopyTo(chosen);
            }

            for (var word = 0; word < Lanes.Words; word++)
            {
                chosen[word] &= left[word];
                left[word] &= ~chosen[word];
            }

            frame.Active = Both(chosen, outer);
            Copy(frame, value ?? frame.Run(values[branch]), chosen, lanes, values[branch]);
        }

        frame.Active = outer;
    }

    static ulong[] Both(ulong[] words, ulong[]? others)
    {
        var both = (ulong[])words.Clone();
        for (var word = 0; others is not null && word < both.Length; word++)
        {
            both[word] &= others[word];
        }

        return both;
    }

    void Clear(Frame frame, Lanes lanes)
    {
        lanes.Valid.AsSpan().Clear();
        switch (Type)
        {
            case ColumnType.Float64:
                lanes.OwnNumbers().AsSpan(0, frame.Length).Fill(double.NaN);
                break;
            case ColumnType.Boolean:
                lanes.True.AsSpan().Clear();
                break;
            case ColumnType.Category:
                lanes.OwnCodes().AsSpan(0, frame.Length).Fill(CategoryColumn.MissingCode);
                break;
            case ColumnType.String:
                lanes.Texts.AsSpan(0, frame.Length).Clear();
                break;
            default:
                lanes.OwnWholes().AsSpan(0, frame.Length).Clear();
                break;
        }
    }

    void Copy(Frame frame, Lanes source, ulong[] chosen, Lanes lanes, Node node)
    {
        switch (Type)
        {
            case ColumnType.Float64:
                var numbers = lanes.OwnNumbers();
                ForEach(chosen, frame.Length, i => numbers[i] = source.Numbers.Span[i]);
                return;
            case ColumnType.Category:
                var codes = lanes.OwnCodes();
                ForEach(chosen, frame.Length, i => codes[i] = source.Codes.Span[i]);
                return;
            case ColumnType.String:
                ForEach(chosen, frame.Length, i => lanes.Texts[i] = node.TextAt(source, i));
                return;
            case ColumnType.Boolean:
                for (var word = 0; word < frame.Words; word++)
                {
                    lanes.True[word] |= source.True[word] & chosen[word];
                }

                break;
            default:
                var wholes = lanes.OwnWholes();
                ForEach(chosen, frame.Length, i => wholes[i] = source.Wholes.Span[i]);
                break;
        }

        for (var word = 0; word < frame.Words; word++)
        {
            lanes.Valid[word] |= source.Valid[word] & chosen[word];
        }
    }
}
