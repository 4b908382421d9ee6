using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Replaces each column of moments by numbers: parts of the calendar, "when_month"; whether it is a holiday; the days since a moment.</summary>
/// <remarks>
/// <para>A part that comes round again (all but the year and the weekend) may become two numbers, sin and cos of 2π (part − first) / length, so that December stands beside January. The lengths are those of a full cycle: 31 days, 366 days
/// of a year, 53 weeks. A missing moment is missing in all of them. Nothing is learned but which columns there are.</para>
/// <para>Time O(n) a new column. Most learners refuse moments as they are, or read them as one long number; use this step before any of them. Cycles are for linear models and neighbours;
/// trees read plain parts better.</para>
/// <para>Source: ISO 8601 for weeks and the days of a week.</para>
/// </remarks>
public sealed record DateParts : Transform
{
    /// <summary>The columns to replace. Default none, which means all moments.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The parts to make; year, month, day, day of the week and hour where nothing is said.</summary>
    public EquatableArray<DatePart> Parts { get; init => field = Checked(value); } = [DatePart.Year, DatePart.Month, DatePart.Day, DatePart.DayOfWeek, DatePart.Hour];

    /// <summary>Whether parts that come round again become a sine and a cosine. Default false.</summary>
    public bool Cyclical { get; init; }

    /// <summary>Days, as "2026-12-25", that a column "when_holiday" tells with 1. Default none, which means that there is no such column.</summary>
    public EquatableArray<string> Holidays { get; init => field = CheckedDays(value); } = [];

    /// <summary>A moment, as "2026-01-01" or "2026-01-01T12:00", that "when_days_since" counts days from, with fractions. Blank, as where nothing is said, means that there is no such column.</summary>
    public string Since { get; init => field = CheckedMoment(value); } = "";

    /// <summary>A column of moments that "when_days_since_NAME" counts days from, row by row, with fractions. Blank, as where nothing is said, means that there is no such column.</summary>
    public string SinceColumn { get; init; } = "";

    /// <summary>Whether the columns themselves stay. Default false.</summary>
    public bool Keep { get; init; }

    /// <inheritdoc/>
    public override DatePartsModel Fit(Table features, FitOptions options = default)
    {
        var fields = StepColumns.Of(features, Columns, column => column.Type == ColumnType.DateTime, "moments").Select(StepColumns.FieldOf).ToEquatableArray();
        if (SinceColumn.Length > 0 && features[SinceColumn].Type != ColumnType.DateTime)
        {
            throw new TableException($"SinceColumn '{SinceColumn}' holds {features[SinceColumn].Type} values, expected moments.") { Column = SinceColumn };
        }

        var model = new DatePartsModel(this, fields);
        StepColumns.ThrowIfTaken(features, model.Names, fields.Select(column => column.Name).Where(_ => !Keep).ToHashSet());
        return model;
    }

    internal static DateTime MomentOf(string text) => DateTime.ParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None);

    internal static HashSet<DateTime> DaysOf(EquatableArray<string> days) => [.. days.Select(MomentOf)];

    static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    static EquatableArray<DatePart> Checked(EquatableArray<DatePart> parts)
    {
        foreach (var part in parts)
        {
            Check.Defined(part, nameof(Parts));
        }

        return parts.Distinct().Count() == parts.Count ? parts : throw new ArgumentException($"{nameof(Parts)} names a part twice: {string.Join(", ", parts)}.", nameof(Parts));
    }

    static EquatableArray<string> CheckedDays(EquatableArray<string> days)
    {
        var bad = days.FirstOrDefault(day => !DateTime.TryParseExact(day, Forms[0], CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        return bad is null ? days : throw new ArgumentException($"{nameof(Holidays)} holds '{bad}', expected days such as 2026-12-25.", nameof(Holidays));
    }

    static string CheckedMoment(string moment) => string.IsNullOrEmpty(moment) || DateTime.TryParseExact(moment, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        ? moment
        : throw new ArgumentException($"{nameof(Since)} is '{moment}', expected a moment such as 2026-01-01 or 2026-01-01T12:00.", nameof(Since));
}
