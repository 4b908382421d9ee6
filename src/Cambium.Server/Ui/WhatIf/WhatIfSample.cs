using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Rows that a run kept with their explanation, as rows of its model again: to start from, and as those that stand for "not known".</summary>
sealed class WhatIfSample
{
    /// <summary>The length from which on a kept text may have been cut.</summary>
    const int CutText = 40;

    readonly Lazy<Table> _rows;

    WhatIfSample(IReadOnlyList<WhatIfSampledRow> rows)
    {
        Rows = rows;
        _rows = new(() => Table.Concatenate([.. rows.Select(row => row.Row.Table!)])); // those without were left out
    }

    /// <summary>The rows, at least one.</summary>
    internal IReadOnlyList<WhatIfSampledRow> Rows { get; }

    /// <summary>All of them.</summary>
    internal Table Table => _rows.Value;

    /// <summary>The rows that are whole again; null where none is, or the sample lacks columns of the model.</summary>
    internal static WhatIfSample? Of(Schema input, ExplainedSample sample)
    {
        var columns = input.Fields.Select(field => (Field: field, Kept: sample.Columns.FirstOrDefault(column => column.Name == field.Name && column.Type == field.Type))).ToArray();
        if (Array.Exists(columns, pair => pair.Kept is null))
        {
            return null;
        }

        var rows = new List<WhatIfSampledRow>();
        for (var place = 0; place < sample.Rows.Count; place++)
        {
            if (TextsOf(columns!, place) is { } texts && WhatIfRow.Of(input, texts) is { Table: not null } row)
            {
                rows.Add(new WhatIfSampledRow(sample.Rows[place].Number, Words(sample, place), row));
            }
        }

        return rows.Count == 0 ? null : new WhatIfSample(rows);
    }

    /// <summary>A text a column; null where one was cut when it was kept.</summary>
    static Dictionary<string, string?>? TextsOf((Field Field, ExplainedColumn Kept)[] columns, int place)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (field, kept) in columns)
        {
            var (isWhole, text) = TextOf(field, kept, place);
            if (!isWhole)
            {
                return null;
            }

            texts[field.Name] = text;
        }

        return texts;
    }

    static (bool IsWhole, string? Text) TextOf(Field field, ExplainedColumn kept, int place)
    {
        var number = kept.Numbers[place];
        if (field.Type == ColumnType.String)
        {
            return kept.Texts[place] == "missing" ? (true, null) : (kept.Texts[place].Length < CutText, kept.Texts[place]);
        }

        if (double.IsNaN(number))
        {
            return (true, null);
        }

        return field.Type switch
        {
            ColumnType.Float64 => (true, number.ToString("R", CultureInfo.InvariantCulture)),
            ColumnType.Int64 => (true, number.ToString("0", CultureInfo.InvariantCulture)),
            ColumnType.Boolean => (true, number != 0 ? "true" : "false"),
            ColumnType.DateTime when Math.Abs(number) < 700_000 => (true, Moment(number)),
            ColumnType.Category => Level(field, kept.Levels[(int)number]),
            _ => (false, null),
        };
    }

    /// <summary>A moment by its days since 1970, which as a number are exact to less than a microsecond.</summary>
    static string Moment(double days) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Round(days * TimeSpan.FromDays(1).TotalMilliseconds)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>A level by its text, which may have been cut.</summary>
    static (bool IsWhole, string? Text) Level(Field field, string kept)
    {
        if (field.Levels.Contains(kept) || kept.Length < CutText)
        {
            return (true, kept);
        }

        var whole = field.Levels.Where(level => level.StartsWith(kept[..^1], StringComparison.Ordinal)).ToArray();
        return whole.Length == 1 ? (true, whole[0]) : (false, null);
    }

    static string Words(ExplainedSample sample, int place)
    {
        var (row, output) = (sample.Rows[place], sample.Outputs[0]);
        var answer = row.Label is { } label ? $"{label}, {output.Class} {Numbers.Significant(output.Predicted[place])}" : Numbers.Significant(output.Predicted[place]);
        return $"row {Numbers.Whole(row.Number)}: {answer}";
    }
}
