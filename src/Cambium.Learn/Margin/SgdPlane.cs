using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One plane that learns by stochastic gradients, with all that it needs to go on learning.</summary>
/// <remarks>
/// The weights are kept as a scale times a vector, so that a ridge penalty costs one product a row. Their sum over the rows is kept as a multiple of the vector plus a rest, to which a row
/// adds only in its own places. Source: L. Bottou, "Stochastic Gradient Descent Tricks", 2012 (scale, averages); Y. Tsuruoka, J. Tsujii, S. Ananiadou, "Stochastic Gradient Descent
/// Training for L1-regularized Log-linear Models with Cumulative Penalty", 2009.
/// </remarks>
sealed class SgdPlane
{
    // Below it the vector has grown so large that digits get lost.
    const double SmallestScale = 1e-9;

    readonly bool _averages;

    internal SgdPlane(int featureCount, SgdSettings settings)
    {
        _averages = settings.AverageFrom > 0;
        Vector = new double[featureCount];
        Rest = _averages ? new double[featureCount] : [];
        Paid = settings.L1Share > 0 && settings.Penalty > 0 ? new double[featureCount] : [];
        Rate = settings.LearningRate;
    }

    internal SgdPlane(double[] vector, double[] rest, double[] paid, double[] numbers)
    {
        (Vector, Rest, Paid) = (vector, rest, paid);
        _averages = rest.Length > 0;
        (Intercept, InterceptSum, Averaged, Owed, Rows, Rate) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    /// <summary>How many <see cref="Numbers"/> there are.</summary>
    internal const int NumberCount = 6;

    /// <summary>The weights over <see cref="Scale"/>.</summary>
    internal double[] Vector { get; }

    /// <summary>What the sum of the weights over the rows averaged has besides <see cref="Share"/> times the vector; empty where nothing is averaged.</summary>
    internal double[] Rest { get; }

    /// <summary>What each weight has paid of the L1 penalty; empty where there is none.</summary>
    internal double[] Paid { get; }

    /// <summary>The intercept now.</summary>
    internal double Intercept { get; private set; }

    /// <summary>The rows seen.</summary>
    internal double Rows { get; private set; }

    /// <summary>The step of the constant and the adaptive schedule.</summary>
    internal double Rate { get; set; }

    /// <summary>The numbers beside the arrays, for a saved model; the plane must have been settled.</summary>
    internal double[] Numbers => [Intercept, InterceptSum, Averaged, Owed, Rows, Rate];

    double InterceptSum { get; set; }

    double Averaged { get; set; }

    double Owed { get; set; }

    double Scale { get; set; } = 1;

    double Share { get; set; }

    /// <summary>Whether all numbers are finite.</summary>
    internal bool IsFinite => AllFinite.Of(Vector) && AllFinite.Of(Rest) && AllFinite.Of(Numbers);

    /// <summary>Whether the numbers are such as learning leaves.</summary>
    internal bool IsPlausible => Rows >= 0 && Averaged >= 0 && Averaged <= Rows && Rate >= 0 && Owed >= 0 && (_averages || Averaged == 0);

    /// <summary>The weights that answer: the average where there is one.</summary>
    internal double[] Answer => Averaged == 0 ? [.. Vector] : Array.ConvertAll(Rest, sum => sum / Averaged);

    /// <summary>The intercept that answers.</summary>
    internal double AnswerIntercept => Averaged == 0 ? Intercept : InterceptSum / Averaged;

    /// <summary>The same plane, to learn on with.</summary>
    internal SgdPlane Copy() => new([.. Vector], [.. Rest], [.. Paid], Numbers);

    /// <summary>b + x·w as the plane stands.</summary>
    internal double Score<TRows>(TRows rows, int row)
        where TRows : struct, IMarginRows => (Scale * rows.Dot(row, Vector)) + Intercept;

    /// <summary>Takes a step down the slope of a row's loss.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="change">Minus the step times the slope, by weight.</param>
    /// <param name="rate">The step.</param>
    /// <param name="settings">The penalties.</param>
    internal void Step<TRows>(TRows rows, int row, double change, double rate, SgdSettings settings)
        where TRows : struct, IMarginRows
    {
        var ridge = (1 - settings.L1Share) * settings.Penalty;
        if (ridge > 0)
        {
            Scale *= Math.Max(0, 1 - (rate * ridge));
            if (Scale < SmallestScale)
            {
                Settle();
            }
        }

        if (change != 0)
        {
            var step = change / Scale;
            rows.AddTo(Vector, row, step);
            if (_averages)
            {
                rows.AddTo(Rest, row, -Share * step);
            }

            Intercept += settings.Intercept ? change : 0;
        }

        if (Paid.Length > 0)
        {
            Owed += settings.L1Share * rate * settings.Penalty;
            Pay(rows.IsDense, rows.Features(row));
        }

        Rows++;
        if (_averages && settings.AverageFrom <= Rows)
        {
            Share += Scale;
            InterceptSum += Intercept;
            Averaged++;
        }
    }

    /// <summary>Makes the vector the weights and the rest the whole sum.</summary>
    internal void Settle()
    {
        for (var j = 0; j < Rest.Length; j++)
        {
            Rest[j] += Share * Vector[j];
        }

        foreach (ref var weight in Vector.AsSpan())
        {
            weight *= Scale;
        }

        (Share, Scale) = (0, 1);
    }

    void Pay(bool all, ReadOnlySpan<int> features)
    {
        foreach (var feature in features)
        {
            Pay(feature);
        }

        for (var feature = 0; all && feature < Vector.Length; feature++)
        {
            Pay(feature);
        }
    }

    void Pay(int feature)
    {
        var before = Scale * Vector[feature];
        var after = before > 0 ? Math.Max(0, before - (Owed + Paid[feature])) : before < 0 ? Math.Min(0, before + (Owed - Paid[feature])) : before;
        Paid[feature] += after - before;
        var step = (after - before) / Scale;
        Vector[feature] += step;
        if (_averages)
        {
            Rest[feature] -= Share * step;
        }
    }
}
