using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted regressor with intervals; its answers have the columns "prediction", "lower" and "upper".</summary>
public sealed class ConformalRegressorModel : RegressorModel
{
    readonly IntervalPart[] _parts;
    readonly CalibrationCells _cells;
    readonly CalibrationScores _scores;

    internal ConformalRegressorModel(ConformalRegressor recipe, ModelHeader header, RegressorModel model, IntervalPart[] parts, CalibrationCells cells, CalibrationScores scores)
        : base(header.Input, header.Target)
    {
        Recipe = recipe;
        Base = model;
        (_parts, _cells, _scores) = (parts, cells, scores);
    }

    /// <inheritdoc/>
    public override ConformalRegressor Recipe { get; }

    /// <inheritdoc/>
    public override Schema Output { get; } = new([new Field("prediction", ColumnType.Float64), new Field("lower", ColumnType.Float64), new Field("upper", ColumnType.Float64)]);

    /// <summary>The fitted regressor that predicts: of all rows, or with a share kept to calibrate by, of the others.</summary>
    public RegressorModel Base { get; }

    /// <summary>The groups that go by the rows of all groups, for they have too few of their own.</summary>
    public EquatableArray<string> PooledGroups => _cells.Pooled;

    /// <inheritdoc/>
    public override EquatableArray<ModelFeature> Features => Base.Features;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => Base.PredictValues(rows);

    /// <summary>The ends of each row's interval.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or one is of a group that no training row had.</exception>
    public (double[] Lower, double[] Upper) PredictIntervals(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var groups = _cells.GroupsOf(rows);
        _cells.ThrowIfUnseen(rows, groups);
        var ends = Array.ConvertAll(_parts, part => part.Answer(rows));
        var (lower, upper) = (new double[groups.Length], new double[groups.Length]);
        var (below, above, sizes) = (new double[ends.Length], new double[ends.Length], new double[ends.Length]);
        for (var row = 0; row < groups.Length; row++)
        {
            for (var part = 0; part < ends.Length; part++)
            {
                (below[part], above[part], sizes[part]) = (-ends[part].Low[row], ends[part].High[row], ends[part].Size[row]);
            }

            var cell = _cells.Of(groups[row]);
            (lower[row], upper[row]) = (-_scores.Reach(cell, below, sizes), _scores.Reach(cell, above, sizes));
            if (lower[row] > upper[row])
            {
                // Learned quantiles that cross, or an empty interval: nothing lies in it, so that its middle does no harm.
                lower[row] = upper[row] = (lower[row] + upper[row]) / 2;
            }
        }

        return (lower, upper);
    }

    /// <inheritdoc/>
    public override Table Predict(Table rows)
    {
        var (lower, upper) = PredictIntervals(rows);
        return Table.Create(Column.Of("prediction", PredictValues(rows)), Column.Of("lower", lower), Column.Of("upper", upper));
    }

    /// <summary>Tells how many rows' intervals hold the truth, and how wide they are, on the whole and in each group of the recipe's <see cref="ConformalRegressor.CoverageBy"/>.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public CoverageReport EvaluateCoverage(Table test) => EvaluateCoverage(test, new CoverageOptions());

    /// <inheritdoc cref="EvaluateCoverage(Table)"/>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="options">Groups to tell apart, rows that belong together.</param>
    public CoverageReport EvaluateCoverage(Table test, CoverageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var truth = RegressionJudge.Truth(test, Target);
        var (lower, upper) = PredictIntervals(test);
        bool[] holds = [.. truth.Select((value, row) => value >= lower[row] && value <= upper[row])];
        double[] widths = [.. upper.Zip(lower, (high, low) => high - low)];
        return CoverageJudge.OfIntervals(test, Recipe.Coverage, holds, widths, Recipe.CoverageBy, options);
    }

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            _parts[part].Write(writer.Child($"part_{part}"));
        }

        if (!Recipe.IsModelOfPart)
        {
            Parts.Write(Base, writer, "base");
        }

        _cells.Write(writer);
        _scores.Write(writer);
    }

    internal static ConformalRegressorModel Read(ConformalRegressor recipe, ModelHeader header, ModelReader reader)
    {
        var settings = CalibrationSettings.Of(recipe);
        var cells = CalibrationCells.Read(reader, settings, []);
        var parts = Enumerable.Range(0, CalibrationScores.ReadParts(reader, settings)).Select(part => IntervalPart.Read(recipe, header, reader.Child($"part_{part}"))).ToArray();
        var model = recipe.IsModelOfPart ? ConformalRegressor.ModelOf(parts[0]) : Parts.ReadRegressor(recipe.Base, header, reader, "base");
        return new(recipe, header, model, parts, cells, CalibrationScores.Read(reader, parts.Length, cells.Count, settings));
    }
}
