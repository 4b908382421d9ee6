using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Judges votes by the sum of squared errors.</summary>
/// <remarks>Weights that add up to 1 leave of it a quadratic form of the products of the members' errors, so that after one pass over the rows a step costs as many operations as there are members.</remarks>
sealed class SquaredFold : VoteFold
{
    readonly int _count;
    readonly double[] _products; // m × m

    SquaredFold(int count, double[] products) => (_count, _products) = (count, products);

    internal static SquaredFold Of(IReadOnlyList<AutoMlAnswers> members, AutoMlRounds rounds, int round, EquatableArray<int> rows)
    {
        var count = members.Count;
        var products = new double[count * count];
        var errors = new double[count];
        foreach (var row in rows)
        {
            for (var place = 0; place < rounds.Width; place++)
            {
                for (var i = 0; i < count; i++)
                {
                    errors[i] = rounds.Error(members[i].Rounds[round], row, place);
                    for (var j = 0; j <= i; j++)
                    {
                        products[(i * count) + j] += errors[i] * errors[j];
                    }
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                products[(j * count) + i] = products[(i * count) + j];
            }
        }

        return new SquaredFold(count, products);
    }

    internal override object Start() => new Sums(new double[_count]);

    internal override double Loss(object state, int member, int count)
    {
        var sums = (Sums)state;
        return (sums.Squares + (2 * sums.Cross[member]) + _products[(member * _count) + member]) / ((double)count * count);
    }

    internal override void Add(object state, int member)
    {
        var sums = (Sums)state;
        sums.Squares += (2 * sums.Cross[member]) + _products[(member * _count) + member];
        for (var other = 0; other < _count; other++)
        {
            sums.Cross[other] += _products[(member * _count) + other];
        }
    }

    /// <summary>The square of the errors' sum, and its products with each member's errors.</summary>
    sealed class Sums(double[] cross)
    {
        internal double[] Cross { get; } = cross;

        internal double Squares { get; set; }
    }
}
