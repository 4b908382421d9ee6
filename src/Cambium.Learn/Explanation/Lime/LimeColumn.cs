using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A column of made rows, the explained row first: its values, its term and how far it is from the explained row.</summary>
sealed class LimeColumn
{
    readonly double _deviation; // 0 for a term of being the same or not

    LimeColumn(Column made, string text, double[] terms, double deviation)
    {
        (Made, Text, Terms, _deviation) = (made, text, terms, deviation);
    }

    internal Column Made { get; }

    internal string Text { get; }

    /// <summary>The term's value in each made row: 1 where it is as in the explained row, else 0; or the number itself for a slope.</summary>
    internal double[] Terms { get; }

    /// <summary>The squared distance of a made row from the explained one.</summary>
    internal double Distance(int row)
    {
        var apart = _deviation > 0 ? (Terms[row] - Terms[0]) / _deviation : Terms[row] - Terms[0];
        return apart * apart;
    }

    /// <summary>Makes rows of a column.</summary>
    /// <exception cref="ArgumentException">Its values are free text or vectors.</exception>
    internal static LimeColumn Of(Column explained, Column background, Field field, LimeOptions options, RandomStream random)
    {
        var condition = ColumnCondition.Of(explained, background, field);
        if (!options.Discretise && ColumnCondition.IsNumber(explained, field) && Ordered.Finite(background) is { Length: > 0 } numbers && numbers[0] < numbers[^1])
        {
            return Slope(explained, numbers, options.Samples, random);
        }

        var drawn = new int[options.Samples];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = random.NextInt(background.Length);
        }

        return new LimeColumn(JoinedColumn.Of(explained, background.Take(drawn)), condition.Text, [1, .. drawn.Select(row => condition.Holds[row] ? 1.0 : 0)], 0);
    }

    /// <summary>Values around the explained row's, normally spread as the background's are.</summary>
    static LimeColumn Slope(Column explained, double[] numbers, int samples, RandomStream random)
    {
        var centre = ColumnFit.Numbers(explained).Span[0];
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Average(value => (value - mean) * (value - mean)));
        var values = new double[samples + 1];
        values[0] = centre;
        for (var row = 1; row < values.Length; row++)
        {
            values[row] = centre + (deviation * random.NextGaussian());
        }

        return new LimeColumn(Column.Of(explained.Name, values), explained.Name, values, deviation);
    }
}
