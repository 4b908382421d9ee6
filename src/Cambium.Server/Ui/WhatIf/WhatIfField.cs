using System.Globalization;
using Cambium.Data;

namespace Cambium.Server;

/// <summary>A column of the form that asks a model what if.</summary>
/// <param name="Field">The column as the model reads it.</param>
/// <param name="Id">What the page calls its field.</param>
/// <param name="Start">What stood there at the start; null where the value was missing.</param>
/// <param name="Text">What stands there now.</param>
/// <param name="Problem">Why that cannot be read; null where it can.</param>
public sealed record WhatIfField(Field Field, string Id, string? Start, string? Text, string? Problem)
{
    /// <summary>Before the column's name in an address, so that no column is taken for another part of it.</summary>
    internal const string Prefix = "c.";

    /// <summary>More are no menu any more.</summary>
    const int MostChoices = 300;

    const int Steps = 100;

    internal string Name => Field.Name;

    internal string Parameter => Prefix + Field.Name;

    /// <summary>The least and the most of the training rows, of numbers and of moments (as days since 1970); null where it is not known.</summary>
    internal (double Least, double Most)? Range { get; init; }

    /// <summary>What a menu offers; empty where there is no menu.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What a field of text suggests.</summary>
    internal IReadOnlyList<string> Suggestions { get; init; } = [];

    internal bool IsNumber => Field.Type is ColumnType.Float64 or ColumnType.Int64;

    internal bool IsMoment => Field.Type == ColumnType.DateTime;

    /// <summary>Whether a number has a range to slide through.</summary>
    internal bool Slides => IsNumber && Range is { } range && range.Least < range.Most && double.IsFinite(range.Most - range.Least);

    internal bool IsChanged => !IsSame(Start, Text);

    /// <summary>The step of the slider: whole for whole numbers, else a hundredth of the range.</summary>
    internal string Step => Range is { } range && Field.Type == ColumnType.Float64 ? Plain((range.Most - range.Least) / Steps) : "1";

    /// <summary>The training rows' range, or what a missing value is called.</summary>
    internal string Hint => Range switch
    {
        { } range when IsMoment => $"{Day(range.Least)} to {Day(range.Most)} in training",
        { } range when IsNumber => $"{Numbers.Significant(range.Least)} to {Numbers.Significant(range.Most)} in training",
        _ => "",
    };

    /// <summary>The fields of a model, those that count most first where that is known.</summary>
    /// <param name="input">The columns.</param>
    /// <param name="start">A text a column at the start.</param>
    /// <param name="row">What stands in the form.</param>
    /// <param name="profile">Of the table that the model learned from; null where it is not known.</param>
    /// <param name="importance">How much quality rests on a column; columns that are not there come last.</param>
    internal static IReadOnlyList<WhatIfField> Of(Schema input, IReadOnlyDictionary<string, string?> start, WhatIfRow row, Profile? profile, IReadOnlyDictionary<string, double> importance) =>
    [
        .. input.Fields
            .Select((field, place) => Of(field, place, start[field.Name], row, profile?.Columns.FirstOrDefault(column => column.Name == field.Name)))
            .OrderByDescending(field => importance.GetValueOrDefault(field.Name, double.NegativeInfinity)),
    ];

    static WhatIfField Of(Field field, int place, string? start, WhatIfRow row, ColumnProfile? column)
    {
        IReadOnlyList<string> levels = field.Type == ColumnType.Boolean ? ["true", "false"] : [.. field.Levels.Where(level => level.Length > 0)];
        return new WhatIfField(field, string.Create(CultureInfo.InvariantCulture, $"field-{place}"), start, row.Texts[field.Name], row.Problems.GetValueOrDefault(field.Name))
        {
            Range = column is { Quantiles.Count: 5 } && double.IsFinite(column.Quantiles[0]) && double.IsFinite(column.Quantiles[4]) ? (column.Quantiles[0], column.Quantiles[4]) : null,
            Choices = levels.Count <= MostChoices ? levels : [],
            Suggestions = levels.Count > MostChoices ? levels : [.. column?.TopValues.Select(top => top.Value).Where(value => value.Length is > 0 and <= 100) ?? []],
        };
    }

    /// <summary>Whether two texts are one value: the same text, or the same number.</summary>
    bool IsSame(string? one, string? other) =>
        one == other || (IsNumber && double.TryParse(one, CultureInfo.InvariantCulture, out var number) && double.TryParse(other, CultureInfo.InvariantCulture, out var second) && number == second);

    /// <summary>A number as a browser reads it.</summary>
    internal static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Day(double days) =>
        Math.Abs(days) < 700_000 ? DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Numbers.Significant(days);
}
