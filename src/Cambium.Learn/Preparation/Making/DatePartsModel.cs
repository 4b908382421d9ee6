using System.Globalization;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces moments by numbers of the calendar.</summary>
public sealed class DatePartsModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly HashSet<DateTime> _holidays;

    internal DatePartsModel(DateParts recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
        _holidays = DateParts.DaysOf(recipe.Holidays);
    }

    /// <inheritdoc/>
    public override DateParts Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The names of the columns that it makes.</summary>
    public EquatableArray<string> Names => _fields.SelectMany(column => NamesOf(column.Name)).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var since = Recipe.SinceColumn.Length == 0 ? null : (Column<DateTime>)ColumnFit.Fit(rows, [new Field(Recipe.SinceColumn, ColumnType.DateTime)])[Recipe.SinceColumn];
        return MadeColumns.Replaced(rows, _fields, (_, column) => Recipe.Keep ? [column, .. Parts((Column<DateTime>)column, since)] : Parts((Column<DateTime>)column, since));
    }

    internal override IEnumerable<MadeColumn> Made => _fields.SelectMany(column => NamesOf(column.Name).Select(name =>
        new MadeColumn(name, Recipe.SinceColumn.Length > 0 && name == SinceName(column.Name) ? [column.Name, Recipe.SinceColumn] : [column.Name])));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static DatePartsModel Read(DateParts recipe, ModelReader reader) => new(recipe, MadeColumns.Read(reader, "columns", type => type == ColumnType.DateTime));

    IEnumerable<string> NamesOf(string column)
    {
        var names = Recipe.Parts.SelectMany(part => (string[])(Recipe.Cyclical && CycleOf(part) is not null ? [$"{NameOf(column, part)}_sin", $"{NameOf(column, part)}_cos"] : [NameOf(column, part)]));
        names = Recipe.Holidays.Count > 0 ? names.Append($"{column}_holiday") : names;
        names = Recipe.Since.Length > 0 ? names.Append($"{column}_days_since") : names;
        return Recipe.SinceColumn.Length > 0 ? names.Append(SinceName(column)) : names;
    }

    IEnumerable<Column> Parts(Column<DateTime> column, Column<DateTime>? since)
    {
        foreach (var part in Recipe.Parts)
        {
            var name = NameOf(column.Name, part);
            if (!Recipe.Cyclical || CycleOf(part) is not var (first, length))
            {
                yield return Made(name, moment => ValueOf(moment, part));
                continue;
            }

            yield return Made($"{name}_sin", moment => Math.Sin(2 * Math.PI * (ValueOf(moment, part) - first) / length));
            yield return Made($"{name}_cos", moment => Math.Cos(2 * Math.PI * (ValueOf(moment, part) - first) / length));
        }

        if (Recipe.Holidays.Count > 0)
        {
            yield return Made($"{column.Name}_holiday", moment => _holidays.Contains(moment.Date) ? 1 : 0);
        }

        if (Recipe.Since.Length > 0)
        {
            var start = DateParts.MomentOf(Recipe.Since);
            yield return Made($"{column.Name}_days_since", moment => (moment - start).TotalDays);
        }

        if (since is not null)
        {
            yield return MadeColumns.Computed(SinceName(column.Name), column.Length, row =>
                column.Validity[row] && since.Validity[row] ? (column.Values[row] - since.Values[row]).TotalDays : double.NaN);
        }

        Column Made(string name, Func<DateTime, double> of) =>
            MadeColumns.Computed(name, column.Length, row => column.Validity[row] ? of(column.Values[row]) : double.NaN);
    }

    string SinceName(string column) => $"{column}_days_since_{Recipe.SinceColumn}";

    static string NameOf(string column, DatePart part) => $"{column}_{JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString())}";

    static double ValueOf(DateTime moment, DatePart part) => part switch
    {
        DatePart.Year => moment.Year,
        DatePart.Quarter => (moment.Month + 2) / 3,
        DatePart.Month => moment.Month,
        DatePart.Week => ISOWeek.GetWeekOfYear(moment),
        DatePart.Day => moment.Day,
        DatePart.DayOfYear => moment.DayOfYear,
        DatePart.DayOfWeek => moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek,
        DatePart.Weekend => moment.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
        DatePart.Hour => moment.Hour,
        DatePart.Minute => moment.Minute,
        _ => moment.Second,
    };

    /// <summary>The first value of a part that comes round again, and how many it has.</summary>
    static (int First, int Length)? CycleOf(DatePart part) => part switch
    {
        DatePart.Quarter => (1, 4),
        DatePart.Month => (1, 12),
        DatePart.Week => (1, 53),
        DatePart.Day => (1, 31),
        DatePart.DayOfYear => (1, 366),
        DatePart.DayOfWeek => (1, 7),
        DatePart.Hour => (0, 24),
        DatePart.Minute or DatePart.Second => (0, 60),
        _ => null,
    };
}
