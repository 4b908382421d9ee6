using System.Globalization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What a careful person would ask of the next table, having seen this one.</summary>
static class CheckSuggestions
{
    // A list of values is worth writing where each comes several times.
    const int MostValues = 20;
    const int FewestRowsPerValue = 5;

    // Below this every column looks like a key.
    const int FewestRowsForKey = 20;

    // As many keys are remembered when the suggestion is tried on the rows.
    const int MostRowsForKey = 1 << 22;

    /// <summary>Goes through the rows once.</summary>
    /// <exception cref="TableException">There are none.</exception>
    internal static IReadOnlyList<TableCheck> Of(TableScan scan)
    {
        var builder = new ProfileBuilder(scan.Schema, new ProfileOptions());
        var values = scan.Schema.Fields.Select(_ => new SeenValues(MostValues)).ToArray();
        foreach (var block in scan)
        {
            builder.Add(block);
            for (var i = 0; i < values.Length; i++)
            {
                values[i].Add(block.Columns[i]);
            }
        }

        var profile = builder.Build();
        return profile.Rows == 0
            ? throw new TableException("The table has no rows, of which checks could be learned.")
            : [TableCheck.Rows(Math.Max(1, profile.Rows / 2)) with { Severity = CheckSeverity.Warn }, .. profile.Columns.SelectMany((column, i) => Of(values[i], column, profile.Rows))];
    }

    static IEnumerable<TableCheck> Of(SeenValues seen, ColumnProfile profile, long rows)
    {
        var present = rows - profile.Missing;
        yield return present == 0 ? TableCheck.Column(profile.Name) : TableCheck.Column(profile.Name, profile.Type);
        if (present == 0)
        {
            yield break;
        }

        yield return TableCheck.Missing(profile.Name, MostMissing((double)profile.Missing / rows));
        if (IsKey(profile, present))
        {
            yield return TableCheck.Unique(profile.Name);
        }
        else if (profile.Type is ColumnType.Category or ColumnType.String && profile.DistinctIsExact && profile.Distinct <= MostValues && profile.Distinct * FewestRowsPerValue <= present)
        {
            yield return TableCheck.OneOf(profile.Name, [.. seen.Texts.Order(StringComparer.Ordinal)]);
        }
        else if (profile.Type is ColumnType.Float64 or ColumnType.Int64 && double.IsFinite(profile.Quantiles[0]) && double.IsFinite(profile.Quantiles[^1]))
        {
            var (low, high) = Roomy(profile.Quantiles[0], profile.Quantiles[^1]);
            yield return TableCheck.Range(profile.Name, low, high);
        }
        else if (seen.Earliest is { } earliest)
        {
            yield return TableCheck.Range(profile.Name, earliest.Date, DateTime.MaxValue) with { Severity = CheckSeverity.Warn };
        }
    }

    /// <summary>None where there is none now; else half as much again and a hundredth, in whole hundredths.</summary>
    static double MostMissing(double share) => share == 0 ? 0 : Math.Min(1, Math.Ceiling(100 * ((1.5 * share) + 0.01)) / 100);

    /// <summary>The range and a tenth of its width on either side, in round numbers; what is never below or above 0 stays so.</summary>
    internal static (double Low, double High) Roomy(double least, double most)
    {
        var width = most > least ? most - least : Math.Max(Math.Abs(most), 1);
        if (!double.IsFinite(width))
        {
            return (least, most);
        }

        // A tenth of the width in one digit: 1, 2 or 5 times a power of ten.
        var power = Math.Pow(10, Math.Floor(Math.Log10(width / 10)));
        var digit = width / 10 / power;
        var step = power * (digit < 2 ? 1 : digit < 5 ? 2 : 5);
        var low = Round(Math.Floor((least - (width / 10)) / step), step);
        var high = Round(Math.Ceiling((most + (width / 10)) / step), step);
        return (least >= 0 ? Math.Max(0, low) : low, most <= 0 ? Math.Min(0, high) : high);
    }

    // Through twelve digits of text 3 × 0.1 is 0.3 and not 0.30000000000000004.
    static double Round(double times, double step) =>
        double.Parse((times * step).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static bool IsKey(ColumnProfile profile, long present) =>
        present is >= FewestRowsForKey and <= MostRowsForKey && profile.Missing == 0
        && profile.Type is ColumnType.Int64 or ColumnType.String or ColumnType.Category
        && (profile.DistinctIsExact ? profile.Distinct == present : profile.Distinct >= 0.975 * present);
}
