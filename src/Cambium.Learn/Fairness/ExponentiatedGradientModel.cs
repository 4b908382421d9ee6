using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted mixture of classifiers that keeps to a constraint between groups.</summary>
public sealed class ExponentiatedGradientModel : ClassifierModel
{
    readonly ClassifierModel[] _members;
    readonly double[] _shares;

    internal ExponentiatedGradientModel(ExponentiatedGradient recipe, ModelHeader header, ClassifierModel[] members, double[] shares)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _members = members;
        _shares = shares;
    }

    /// <inheritdoc/>
    public override ExponentiatedGradient Recipe { get; }

    /// <summary>The classifiers of the mixture.</summary>
    public EquatableArray<ClassifierModel> Members => _members.ToEquatableArray();

    /// <summary>The share of rows that each classifier decides; they add up to 1.</summary>
    public EquatableArray<double> Shares => _shares.ToEquatableArray();

    /// <summary>The mean of the members' probabilities by their shares.</summary>
    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_members.Length == 1)
        {
            return Parts.Probabilities(_members[0], rows, Classes);
        }

        var means = new double[rows.RowCount * Classes.Count];
        for (var t = 0; t < _members.Length; t++)
        {
            var own = Parts.Probabilities(_members[t], rows, Classes);
            for (var i = 0; i < means.Length; i++)
            {
                means[i] += _shares[t] * own[i];
            }
        }

        return means;
    }

    /// <summary>The chance with which the mixture calls each row by each class, n × k, row-major: the shares of the members that do.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] DecisionProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var chances = new double[rows.RowCount * Classes.Count];
        for (var t = 0; t < _members.Length; t++)
        {
            var calls = Parts.Calls(_members[t], rows, Classes);
            for (var row = 0; row < calls.Length; row++)
            {
                chances[(row * Classes.Count) + calls[row]] += _shares[t];
            }
        }

        return chances;
    }

    internal override bool DecidesByRow => true;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities)
    {
        if (_members.Length == 1)
        {
            return Parts.Calls(_members[0], rows, Classes);
        }

        var calls = Array.ConvertAll(_members, member => Parts.Calls(member, rows, Classes));
        var chance = RowChance.Of(rows, Input, Recipe.Seed);
        var decided = new int[chance.Length];
        for (var row = 0; row < decided.Length; row++)
        {
            var (member, below) = (0, _shares[0]);
            while (member + 1 < _shares.Length && chance[row] >= below)
            {
                below += _shares[++member];
            }

            decided[row] = calls[member][row];
        }

        return decided;
    }

    private protected override ShapForm MakeShapForm() => SumShapForm.Mean(this, _members, _shares);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("shares", _shares);
        writer.Value("constant", _members.Select(member => member is PriorClassifierModel && Recipe.Base is not PriorClassifier).ToEquatableArray());
        Parts.Write(_members, writer);
    }

    internal static ExponentiatedGradientModel Read(ExponentiatedGradient recipe, ModelHeader header, ModelReader reader)
    {
        var constant = reader.Value<EquatableArray<bool>>("constant");
        var shares = reader.Finite("shares", constant.Count);
        if (shares.Length == 0 || Array.Exists(shares, share => share < 0) || Math.Abs(shares.Sum() - 1) > 1e-9)
        {
            throw new ModelFormatException("weights.safetensors: 'shares' must be numbers of at least 0 that add up to 1. The file is damaged; save the model again.");
        }

        return new(
            recipe,
            header,
            [.. constant.Select((isConstant, t) => Parts.ReadClassifier(isConstant ? new PriorClassifier() : recipe.Base, header, reader, $"model_{t}", header.Classes))],
            shares);
    }
}
