using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>
/// Quantiles of a stream of numbers in bounded memory. Sketches of parts merge to a sketch of the whole, and the same values in the same parts
/// give the same sketch.
/// </summary>
/// <remarks>
/// Exact for as long as no more than <see cref="Accuracy"/> values came. Beyond that the share of values below an answer differs from the share
/// that was asked for by less than 3 / <see cref="Accuracy"/>, in all but one of a hundred cases. Memory is about 3 × <see cref="Accuracy"/> numbers
/// and a quarter of <see cref="Accuracy"/> for each doubling of the values; adding one costs O(log <see cref="Accuracy"/>). Not safe to change from two
/// threads at once. Source: Z. Karnin, K. Lang, E. Liberty, "Optimal quantile approximation in streams", 2016, section 2; lower levels are kept larger
/// than there, which costs memory and saves time.
/// </remarks>
public sealed class QuantileSketch
{
    // Level h holds values that stand for 2^h each; those above the lowest are in ascending order.
    readonly List<List<double>> _levels = [[]];
    ulong _coins;

    /// <summary>An empty sketch.</summary>
    /// <param name="accuracy">The number of values held at the top level; at least 8.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="accuracy"/> is below 8.</exception>
    public QuantileSketch(int accuracy = 2048)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(accuracy, 8);
        Accuracy = accuracy;
    }

    /// <summary>The number of values held at the top level; more give closer answers.</summary>
    public int Accuracy { get; }

    /// <summary>The number of values that came.</summary>
    public long Count { get; private set; }

    /// <summary>The least value; NaN before any came.</summary>
    public double Minimum { get; private set; } = double.NaN;

    /// <summary>The greatest value; NaN before any came.</summary>
    public double Maximum { get; private set; } = double.NaN;

    /// <summary>Whether every value is held, so that answers are exact.</summary>
    public bool IsExact => _levels.Count == 1;

    /// <summary>Adds values.</summary>
    /// <param name="values">In any order; NaN is left out, infinities count.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        var level = _levels[0];
        var room = RoomOf(0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }

            if (level.Count >= room)
            {
                Compress();
                room = RoomOf(0);
            }

            level.Add(value);
            See(value, value);
            Count++;
        }
    }

    /// <summary>Adds what another sketch saw; the other is left as it is.</summary>
    /// <exception cref="ArgumentException">The other has another accuracy.</exception>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Accuracy != Accuracy)
        {
            throw new ArgumentException($"A sketch of accuracy {other.Accuracy} cannot be merged into one of accuracy {Accuracy}.", nameof(other));
        }

        for (var height = 0; height < other._levels.Count; height++)
        {
            if (height == _levels.Count)
            {
                _levels.Add([]);
            }

            // Copied first, for a sketch may be merged with itself.
            double[] held = [.. other._levels[height]];
            if (height == 0)
            {
                _levels[0].AddRange(held);
            }
            else
            {
                MergeInto(_levels[height], held);
            }
        }

        Count += other.Count;
        if (other.Count > 0)
        {
            See(other.Minimum, other.Maximum);
        }

        Compress();
    }

    /// <summary>
    /// The value below which a share of the values lies, between its two neighbours by linear interpolation; NaN before any value came. Source: R. J. Hyndman,
    /// Y. Fan, 1996, type 7.
    /// </summary>
    /// <param name="share">From 0 (the minimum) to 1 (the maximum).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1.</exception>
    public double Quantile(double share) => Freeze().Quantile(share);

    /// <summary>The held values in order, to ask several questions of.</summary>
    internal WeightedValues Freeze()
    {
        var values = new double[_levels.Sum(level => level.Count)];
        var weights = new long[values.Length];
        var at = 0;
        for (var height = 0; height < _levels.Count; height++)
        {
            _levels[height].CopyTo(values, at);
            weights.AsSpan(at, _levels[height].Count).Fill(1L << height);
            at += _levels[height].Count;
        }

        Array.Sort(values, weights);
        return new WeightedValues(values, weights, Minimum, Maximum);
    }

    void See(double least, double greatest)
    {
        if (!(least >= Minimum))
        {
            Minimum = least;
        }

        if (!(greatest <= Maximum))
        {
            Maximum = greatest;
        }
    }

    // Two thirds of the level above, but never so little that most of the time goes into halving.
    int RoomOf(int height) => Math.Max((Accuracy + 3) / 4, (int)(Accuracy * Math.Pow(2.0 / 3, _levels.Count - 1 - height)));

    /// <summary>Halves each level that is full, from the lowest up: of every two neighbours one goes up and stands for both.</summary>
    void Compress()
    {
        for (var height = 0; height < _levels.Count; height++)
        {
            var level = _levels[height];
            if (level.Count < RoomOf(height) + (height == 0 ? 0 : 1))
            {
                continue;
            }

            if (height == _levels.Count - 1)
            {
                _levels.Add([]);
            }

            if (height == 0)
            {
                level.Sort();
            }

            // Of an odd number one stays.
            var pairs = level.Count / 2;
            var first = TossCoin() ? 1 : 0;
            var half = new double[pairs];
            for (var i = 0; i < pairs; i++)
            {
                half[i] = level[(2 * i) + first];
            }

            level.RemoveRange(0, 2 * pairs);
            MergeInto(_levels[height + 1], half);
        }
    }

    /// <summary>Puts values in ascending order among others in ascending order.</summary>
    static void MergeInto(List<double> target, double[] values)
    {
        var (left, right) = (target.Count - 1, values.Length - 1);
        CollectionsMarshal.SetCount(target, target.Count + values.Length);
        var span = CollectionsMarshal.AsSpan(target);
        for (var at = span.Length - 1; right >= 0; at--)
        {
            // From the end, so that no value is written over before it is read.
            span[at] = left >= 0 && span[left] > values[right] ? span[left--] : values[right--];
        }
    }

    // Which of two neighbours goes up must not depend on the values; a fixed sequence gives the same answers each time.
    bool TossCoin()
    {
        var bits = ++_coins * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        return ((bits ^ (bits >> 31)) & 1) != 0;
    }
}
