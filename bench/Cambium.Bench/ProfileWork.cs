using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Summarises a table; peers/profile_pandas.py is its counterpart.</summary>
static class ProfileWork
{
    public static string Run(string folder, string work, bool relations)
    {
        var table = Table.ReadCsv(Path.Combine(folder, "profile.csv"));
        var options = new ProfileOptions { Relations = relations, MaxThreads = Measurement.Threads };
        var measurement = Measurement.Of(() => Profile.Of(table, options), out var profile);
        var facts = new Dictionary<string, object> { ["rows"] = profile.Rows, ["missing"] = profile.Columns.Sum(column => column.Missing) };
        foreach (var column in profile.Columns)
        {
            if (column.Type == ColumnType.Category)
            {
                facts[$"{column.Name}_most"] = column.MostFrequentCount;
            }
            else
            {
                facts[$"{column.Name}_mean"] = column.Mean;
                facts[$"{column.Name}_deviation"] = column.StandardDeviation;
            }
        }

        if (relations)
        {
            var pearson = profile.Associations.Where(pair => pair.Kind == AssociationKind.Pearson).ToDictionary(pair => (pair.First, pair.Second), pair => pair.Value);
            facts["x0_x1"] = pearson[("x0", "x1")];
            facts["g0_n0"] = pearson[("g0", "n0")];
            facts["duplicates"] = profile.DuplicateRows ?? -1;
        }

        return measurement.ToJson(work, facts);
    }
}
