namespace Cambium.Learn;

/// <summary>
/// 1 − NDCG of each query, by the derivatives of log(1 + e^−(sᵢ − sⱼ)) over its pairs of rows with i more relevant than j, each weighed by what exchanging the two would
/// change of NDCG.
/// </summary>
/// <remarks>Source: C. J. C. Burges, "From RankNet to LambdaRank to LambdaMART", 2010.</remarks>
sealed unsafe class LambdaRankLoss : BoostingLoss
{
    readonly Queries _queries;
    readonly int _positions;
    readonly double[][] _gains;   // of each query's rows
    readonly double[] _ideal;     // of each query
    readonly double[] _weight;    // of each query: the mean of its rows'
    readonly NativeArray<double> _gradients;
    readonly NativeArray<double> _hessians;

    /// <summary>The loss of rows.</summary>
    /// <param name="queryOf">The query of each row.</param>
    /// <param name="positions">The first places of an answer, which alone count.</param>
    internal LambdaRankLoss(double[] relevance, int[] queryOf, double[] weights, RelevanceGain gain, int positions)
        : base(relevance.Length, weights)
    {
        _queries = new Queries(queryOf);
        _positions = positions;
        _gains = new double[_queries.Count][];
        _ideal = new double[_queries.Count];
        _weight = new double[_queries.Count];
        for (var query = 0; query < _queries.Count; query++)
        {
            var rows = _queries.Rows(query);
            _gains[query] = DiscountedGain.Gains(rows, relevance, gain);
            _ideal[query] = DiscountedGain.Ideal(_gains[query], positions);
            foreach (var row in rows)
            {
                _weight[query] += WeightAt(row) / rows.Length;
            }
        }

        TotalWeight = _weight.Sum();
        _gradients = new NativeArray<double>(PaddedLength(RowCount));
        _hessians = new NativeArray<double>(PaddedLength(RowCount));
    }

    internal override int Outputs => 1;

    internal override double[] Baselines() => [0];

    /// <summary>A query is worked on with its first row.</summary>
    internal override void BeginRound(int start, int end, NativeArray<double>[] scores)
    {
        for (var query = _queries.FirstFrom(start); query < _queries.FirstFrom(end); query++)
        {
            Differentiate(query, scores[0].Pointer);
        }
    }

    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        new ReadOnlySpan<double>(_gradients.Pointer + start, end - start).CopyTo(new Span<double>(gradients + start, end - start));
        new ReadOnlySpan<double>(_hessians.Pointer + start, end - start).CopyTo(new Span<double>(hessians + start, end - start));
    }

    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var query = _queries.FirstFrom(start); query < _queries.FirstFrom(end); query++)
        {
            sum += _weight[query] * (1 - DiscountedGain.Of(_gains[query], Scores(query, scores[0].Pointer), _ideal[query], _positions));
        }

        return sum;
    }

    public override void Dispose()
    {
        _gradients.Dispose();
        _hessians.Dispose();
        base.Dispose();
    }

    double[] Scores(int query, double* scores)
    {
        var rows = _queries.Rows(query);
        var ofQuery = new double[rows.Length];
        for (var i = 0; i < ofQuery.Length; i++)
        {
            ofQuery[i] = scores[rows[i]];
        }

        return ofQuery;
    }

    void Differentiate(int query, double* allScores)
    {
        var (scores, gains) = (Scores(query, allScores), _gains[query]);
        var (g, h) = (new double[scores.Length], new double[scores.Length]);
        var order = DiscountedGain.Order(scores);
        var factor = _ideal[query] > 0 ? _weight[query] / _ideal[query] : 0;
        for (var place = 0; place < Math.Min(order.Length, _positions); place++)
        {
            var discount = DiscountedGain.Discount(place, _positions);
            var first = order[place];
            for (var other = place + 1; other < order.Length; other++)
            {
                var second = order[other];
                if (gains[first] == gains[second])
                {
                    continue;
                }

                var (better, worse) = gains[first] > gains[second] ? (first, second) : (second, first);
                var change = (gains[better] - gains[worse]) * (discount - DiscountedGain.Discount(other, _positions)) * factor;
                var wrong = 1 / (1 + Math.Exp(scores[better] - scores[worse]));
                g[better] -= wrong * change;
                g[worse] += wrong * change;
                h[better] += wrong * (1 - wrong) * change;
                h[worse] += wrong * (1 - wrong) * change;
            }
        }

        var rows = _queries.Rows(query);
        for (var i = 0; i < g.Length; i++)
        {
            (_gradients.Pointer[rows[i]], _hessians.Pointer[rows[i]]) = (g[i], h[i]);
        }
    }
}
