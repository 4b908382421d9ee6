using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells classes apart by a sum of decision trees.</summary>
public sealed class BoostedTreesClassifierModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly int[] _categories;
    readonly int[] _starts; // of each column among the values of a row

    internal BoostedTreesClassifierModel(BoostedTreesClassifier recipe, Schema input, string target, EquatableArray<string> classes, BoostedTrees trees)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _categories = RowCheck.CategoriesAmong(_features);
        _starts = WideFeatures.Starts(_features);
        Trees = trees;
    }

    /// <inheritdoc/>
    public override BoostedTreesClassifier Recipe { get; }

    /// <summary>The number of trees: one a round with two classes, else one a round and class.</summary>
    public int TreeCount => Trees.Ensemble.TreeCount;

    /// <summary>The number of rounds whose trees were kept; where validation rows were watched, the one with the least loss on them.</summary>
    public int BestIteration => Trees.Ensemble.TreeCount / Trees.Ensemble.Outputs;

    /// <summary>Whether the loss on the validation rows ended the fit before all rounds were done.</summary>
    public bool StoppedEarly => Trees.StoppedEarly;

    /// <summary>What the splits by each column took off the training loss, summed over the trees, that of a sparse column over its places too; in the order of <see cref="Model.Input"/>. It favours columns with many values; <see cref="Model.Explain(Table)"/> does not.</summary>
    public EquatableArray<double> Gains => Trees.Ensemble.GainsOf(_features).ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Probabilities(PredictScores(rows));

    /// <summary>The probability of each class for one row, without a table: for answers within microseconds.</summary>
    /// <param name="row">One value a column of <see cref="Model.Input"/>, in its order: numbers as they are, a truth as 0 or 1, a moment as days since 1970-01-01, a category as the place
    /// of its level, NaN where it is missing or no level; a sparse column has one value for each of its places.</param>
    /// <param name="probabilities">One item a class, which is overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a category's value is no place of a level.</exception>
    public void PredictProbabilities(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        RowCheck.ThrowIfUnfit(row, _features, _categories, _starts);
        RowCheck.ThrowUnlessLength(probabilities.Length, Classes.Count, nameof(probabilities));
        if (Classes.Count == 2)
        {
            Trees.Ensemble.Score(row, probabilities[..1]);
            var second = 1 / (1 + Math.Exp(-probabilities[0]));
            (probabilities[0], probabilities[1]) = (1 - second, second);
            return;
        }

        Trees.Ensemble.Score(row, probabilities);
        Softmax(probabilities, Classes.Count);
    }

    /// <summary>What the trees add up to, n × outputs, row-major: the log-odds of the second of two classes, or a score a class.</summary>
    internal double[] PredictScores(Table rows)
    {
        CheckInput(rows);
        return Trees.Ensemble.Score(FeatureMatrix.Build(rows, _features));
    }

    /// <summary>What boosting gave.</summary>
    internal BoostedTrees Trees { get; }

    /// <summary>The probabilities that scores stand for; those of three and more classes are written over the scores.</summary>
    internal double[] Probabilities(double[] scores)
    {
        if (Classes.Count == 2)
        {
            return Logistic(scores);
        }

        Softmax(scores, Classes.Count);
        return scores;
    }

    private protected override ShapForm MakeShapForm() =>
        new TreeShapForm(this, _features, Classes.Count == 2 ? ShapLink.Logistic : ShapLink.Softmax, Trees.Ensemble.ForShap(), Trees.Ensemble.Score);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("stopped_early", StoppedEarly);
        Trees.Ensemble.Write(writer);
    }

    internal static BoostedTreesClassifierModel Read(BoostedTreesClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var outputs = header.Classes.Count == 2 ? 1 : header.Classes.Count;
        var ensemble = TreeEnsemble.Read(reader, header.Input, outputs);
        return new(recipe, header.Input, header.Target, header.Classes, new BoostedTrees(ensemble, reader.Value<bool>("stopped_early")));
    }

    static double[] Logistic(double[] scores)
    {
        var probabilities = new double[checked(2 * scores.Length)];
        for (var row = 0; row < scores.Length; row++)
        {
            var second = 1 / (1 + Math.Exp(-scores[row]));
            probabilities[2 * row] = 1 - second;
            probabilities[(2 * row) + 1] = second;
        }

        return probabilities;
    }

    static void Softmax(Span<double> scores, int classes)
    {
        for (var start = 0; start < scores.Length; start += classes)
        {
            var ofRow = scores.Slice(start, classes);
            var largest = double.NegativeInfinity;
            foreach (var score in ofRow)
            {
                largest = Math.Max(largest, score);
            }

            var sum = 0.0;
            foreach (ref var score in ofRow)
            {
                score = Math.Exp(score - largest);
                sum += score;
            }

            foreach (ref var score in ofRow)
            {
                score /= sum;
            }
        }
    }
}
