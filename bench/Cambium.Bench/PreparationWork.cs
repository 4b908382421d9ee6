using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Runs steps; peers/prepare_sklearn.py and peers/impute_sklearn.py are its counterparts.</summary>
static class PreparationWork
{
    public static string Transform(string folder)
    {
        var table = F64Matrix.ReadFeatures(folder, "prepare-transform");
        var steps = new Impute().Then(new Standardize()).Then(new OneHot()).Fit(table, new FitOptions { MaxThreads = Measurement.Threads });
        var measurement = Measurement.Of(() => steps.Apply(table), out var made);
        var facts = new Dictionary<string, object> { ["rows"] = made.RowCount, ["columns"] = made.Columns.Count };
        var numbers = table.Columns.Count(column => column.Type == ColumnType.Float64);
        for (var j = 0; j < numbers; j++)
        {
            facts[$"n{j}"] = SumByPlace(made.Columns[j]);
        }

        // scikit-learn sorts codes by number, levels are sorted by text.
        var (place, ones) = (numbers, 0.0);
        foreach (var category in table.Columns.OfType<CategoryColumn>())
        {
            foreach (var level in category.Levels)
            {
                ones += SumByPlace(made[$"{category.Name}={level}"]) * ++place;
            }
        }

        facts["ones"] = ones;
        return measurement.ToJson("prepare-transform", facts);
    }

    public static string ImputeNearest(string folder)
    {
        var table = F64Matrix.ReadFeatures(folder, "k-nearest-impute");
        var measurement = Measurement.Of(() => new KNearestImpute().Fit(table).Apply(table), out var made);
        var facts = new Dictionary<string, object> { ["rows"] = made.RowCount };
        foreach (var column in made.Columns)
        {
            facts[column.Name] = SumByPlace(column);
        }

        return measurement.ToJson("k-nearest-impute", facts);
    }

    static double SumByPlace(Column column)
    {
        var sum = 0.0;
        var values = ((Column<double>)column).Values;
        for (var row = 0; row < values.Length; row++)
        {
            sum += values[row] * values[row] * (row % 1009);
        }

        return sum;
    }
}
