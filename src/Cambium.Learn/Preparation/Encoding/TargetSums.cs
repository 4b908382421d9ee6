namespace Cambium.Learn;

/// <summary>Sums of the target over the rows of each level: levels × outputs, row-major.</summary>
sealed class TargetSums(int levels, int outputs)
{
    /// <summary>The number of levels.</summary>
    internal int Levels { get; } = levels;

    /// <summary>The number of values that a row's target has.</summary>
    internal int Outputs { get; } = outputs;

    /// <summary>The weight of each level's rows.</summary>
    internal double[] Weights { get; } = new double[levels];

    /// <summary>The weighted sum of each output.</summary>
    internal double[] Sums { get; } = new double[levels * outputs];

    /// <summary>The weighted sum of each output's square.</summary>
    internal double[] Squares { get; } = new double[levels * outputs];

    /// <summary>Adds a row.</summary>
    internal void Add(int level, double weight, double[][] target, int row)
    {
        Weights[level] += weight;
        for (var output = 0; output < Outputs; output++)
        {
            var value = target[output][row];
            Sums[(level * Outputs) + output] += weight * value;
            Squares[(level * Outputs) + output] += weight * value * value;
        }
    }

    /// <summary>Adds the rows that others have summed up.</summary>
    internal void Add(TargetSums other)
    {
        for (var i = 0; i < Weights.Length; i++)
        {
            Weights[i] += other.Weights[i];
        }

        for (var i = 0; i < Sums.Length; i++)
        {
            Sums[i] += other.Sums[i];
            Squares[i] += other.Squares[i];
        }
    }

    /// <summary>All levels as one.</summary>
    internal TargetSums Total()
    {
        var total = new TargetSums(1, Outputs);
        for (var level = 0; level < Levels; level++)
        {
            total.Weights[0] += Weights[level];
            for (var output = 0; output < Outputs; output++)
            {
                total.Sums[output] += Sums[(level * Outputs) + output];
                total.Squares[output] += Squares[(level * Outputs) + output];
            }
        }

        return total;
    }

    /// <summary>The mean of an output over a level's rows, and its variance; 0 where they weigh nothing.</summary>
    internal (double Mean, double Variance) Moments(int level, int output)
    {
        if (Weights[level] == 0)
        {
            return (0, 0);
        }

        var mean = Sums[(level * Outputs) + output] / Weights[level];
        return (mean, Math.Max(0, (Squares[(level * Outputs) + output] / Weights[level]) - (mean * mean)));
    }
}
