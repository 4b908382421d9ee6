using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier with sets of classes; beside a classifier's columns its answers have "set", the classes parted by "|", and "set_size".</summary>
public sealed class ConformalClassifierModel : ClassifierModel
{
    readonly ClassifierModel[] _parts;
    readonly CalibrationCells _cells;
    readonly CalibrationScores _scores;

    internal ConformalClassifierModel(ConformalClassifier recipe, ModelHeader header, ClassifierModel model, ClassifierModel[] parts, CalibrationCells cells, CalibrationScores scores)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        (_parts, _cells, _scores) = (parts, cells, scores);
    }

    /// <inheritdoc/>
    public override ConformalClassifier Recipe { get; }

    /// <inheritdoc/>
    public override Schema Output => new([.. base.Output.Fields, new Field("set", ColumnType.String), new Field("set_size", ColumnType.Int64)]);

    /// <summary>The fitted classifier that predicts: of all rows, or with a share kept to calibrate by, of the others.</summary>
    public ClassifierModel Base { get; }

    /// <summary>The groups and classes that go by all rows, for they have too few of their own.</summary>
    public EquatableArray<string> PooledGroups => _cells.Pooled;

    /// <inheritdoc/>
    public override EquatableArray<ModelFeature> Features => Base.Features;

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Parts.Probabilities(Base, rows, Classes);

    /// <summary>The set of classes of each row, in the order of <see cref="ClassifierModel.Classes"/>.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or one is of a group that no training row had.</exception>
    public EquatableArray<string>[] PredictSets(Table rows)
    {
        var holds = Sets(rows, PredictProbabilities(rows));
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Names(holds, row).ToEquatableArray())];
    }

    /// <inheritdoc/>
    public override Table Predict(Table rows)
    {
        var probabilities = PredictProbabilities(rows);
        var holds = Sets(rows, probabilities);
        var sets = Enumerable.Range(0, rows.RowCount).Select(row => Names(holds, row).ToArray()).ToArray();
        return Table.Create(
        [
            .. Answers(rows, probabilities).Columns,
            TextColumn.FromValues("set", Array.ConvertAll(sets, set => string.Join('|', set))),
            Column.Of("set_size", Array.ConvertAll(sets, set => (long)set.Length)),
        ]);
    }

    /// <summary>Tells how many rows' sets hold the truth, and how large they are: on the whole, for each true class, and in each group of the recipe's <see cref="ConformalClassifier.CoverageBy"/>.</summary>
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
        var truth = ClassificationJudge.Truth(test, Target, Classes);
        var k = Classes.Count;
        var holds = Sets(test, PredictProbabilities(test));
        bool[] isIn = [.. truth.Select((code, row) => holds[(row * k) + code])];
        double[] sizes = [.. Enumerable.Range(0, truth.Length).Select(row => (double)holds.AsSpan(row * k, k).Count(true))];
        return CoverageJudge.OfSets(test, Recipe.Coverage, isIn, sizes, truth, Classes, Recipe.CoverageBy, options);
    }

    internal override int[] Decide(ReadOnlySpan<double> probabilities) => Base.Classes == Classes ? Base.Decide(probabilities) : base.Decide(probabilities);

    internal override double? OwnThreshold => Base.Classes == Classes ? Base.OwnThreshold : null;

    internal override bool DecidesByRow => Base.Classes == Classes && Base.DecidesByRow;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities) => DecidesByRow ? Base.Decide(rows, probabilities) : Decide(probabilities);

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            Parts.Write(_parts[part], writer, $"part_{part}");
        }

        if (Recipe.Share == 0)
        {
            Parts.Write(Base, writer, "base");
        }

        _cells.Write(writer);
        _scores.Write(writer);
    }

    internal static ConformalClassifierModel Read(ConformalClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var settings = CalibrationSettings.Of(recipe);
        var cells = CalibrationCells.Read(reader, settings, recipe.ByClass ? header.Classes : []);
        var parts = Enumerable.Range(0, CalibrationScores.ReadParts(reader, settings)).Select(part => Parts.ReadClassifier(recipe.Base, header, reader, $"part_{part}", header.Classes)).ToArray();
        var model = recipe.Share > 0 ? parts[0] : Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes);
        return new(recipe, header, model, parts, cells, CalibrationScores.Read(reader, parts.Length, cells.Count, settings));
    }

    /// <summary>Whether each class is in each row's set, n × k, row-major.</summary>
    bool[] Sets(Table rows, double[] probabilities)
    {
        var k = Classes.Count;
        var groups = _cells.GroupsOf(rows);
        _cells.ThrowIfUnseen(rows, groups);
        var answers = Array.ConvertAll(_parts, part => ReferenceEquals(part, Base) ? probabilities : Parts.Probabilities(part, rows, Classes));
        var scorer = new ClassScores(Recipe, k);
        var (ofRow, ofClass) = (new double[k * _parts.Length], new double[_parts.Length]);
        var holds = new bool[rows.RowCount * k];
        var calls = Recipe.AllowEmpty ? [] : Decide(rows, probabilities);
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var part = 0; part < _parts.Length; part++)
            {
                scorer.Of(answers[part].AsSpan(row * k, k), ofRow.AsSpan(part * k, k));
            }

            for (var place = 0; place < k; place++)
            {
                for (var part = 0; part < _parts.Length; part++)
                {
                    ofClass[part] = ofRow[(part * k) + place];
                }

                holds[(row * k) + place] = _scores.Covers(_cells.Of(groups[row], place), ofClass);
            }

            if (calls.Length > 0 && !holds.AsSpan(row * k, k).Contains(true))
            {
                holds[(row * k) + calls[row]] = true;
            }
        }

        return holds;
    }

    IEnumerable<string> Names(bool[] holds, int row) => Classes.Where((_, place) => holds[(row * Classes.Count) + place]);
}
