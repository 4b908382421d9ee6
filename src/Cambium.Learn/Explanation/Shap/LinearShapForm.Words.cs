using Cambium.Data;

namespace Cambium.Learn;

sealed partial class LinearShapForm
{
    /// <summary>The same values, told also of each place of a vector: the weights are those of places anyway.</summary>
    ShapValues WordValues(Table rows, ShapOptions options)
    {
        var wide = Wide();
        ShapRefusal.ThrowIfTooManyWords(Math.Max((long)rows.RowCount * Outputs, options.Background?.RowCount ?? 1) * wide.Length);
        var form = new LinearShapForm(
            Model, wide.Select(feature => new Feature(feature.Name, FeatureKind.Number, [])).ToEquatableArray(), Link, _weights, _intercepts, _training);
        var background = options.Background is { } known ? Numbers(known, wide) : null;
        return form.Values(Numbers(rows, wide), options with { Background = background, Words = false }).In([.. wide], Columns);
    }

    /// <summary>The rows with a column of numbers for each place.</summary>
    Table Numbers(Table rows, ModelFeature[] wide)
    {
        var features = FiniteColumns.FeaturesToPredict(rows, Features);
        var starts = WideFeatures.Starts(Features);
        var columns = Array.ConvertAll(wide, _ => new double[features.RowCount]);
        for (var column = 0; column < Columns.Count; column++)
        {
            if (features.Sparse(column)?.Matrix is not { } vectors)
            {
                features.Column(column).CopyTo(columns[starts[column]]);
                continue;
            }

            for (var row = 0; row < features.RowCount; row++)
            {
                var places = vectors.RowIndices(row);
                var values = vectors.RowValues(row);
                for (var i = 0; i < places.Length; i++)
                {
                    columns[starts[column] + places[i]][row] = values[i];
                }
            }
        }

        return Table.Create([.. columns.Select((values, place) => Column.Of(wide[place].Name, values))]);
    }
}
