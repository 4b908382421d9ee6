namespace Cambium.Learn.Tests;

/// <summary>The rows that tests/oracles/calibration.py makes.</summary>
static class CalibrationRows
{
    internal static (double[] Scores, bool[] Positive, double[] Weights) Of(string name)
    {
        if (name == "waves")
        {
            var scores = Enumerable.Range(0, 200).Select(i => (3 * Math.Sin(0.7 * i)) + (i / 100.0)).ToArray();
            return (scores, [.. scores.Select((score, i) => Math.Sin(1.3 * i) + (score / 2) > 0)], [.. scores.Select((_, i) => 1.0 + (i % 3))]);
        }

        var table = LinearTables.Sample("breast-cancer.csv");
        var rows = Enumerable.Range(0, table.RowCount);
        return (
            table.Column<double>("mean_radius").Values.ToArray(),
            [.. rows.Select(row => table["diagnosis"].Format(row) == "malignant")],
            [.. rows.Select(row => 1.0 + (row % 3))]);
    }
}
