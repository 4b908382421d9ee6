using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Adds rows to the smaller class; peers/smote_imblearn.py is its counterpart.</summary>
static class SmoteWork
{
    public static string Run(string folder, int round)
    {
        var table = F64Matrix.Read(folder, "smote");
        var measurement = Measurement.Of(() => new Smote { Seed = round }.FitTransform(table, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var made);
        var added = made.Slice(table.RowCount, made.RowCount - table.RowCount).Drop("target");
        return measurement.ToJson("smote", new Dictionary<string, object>
        {
            ["rows"] = made.RowCount,
            ["mean"] = added.Columns.Average(column => added.Column<double>(column.Name).Values.ToArray().Average()),
        });
    }
}
