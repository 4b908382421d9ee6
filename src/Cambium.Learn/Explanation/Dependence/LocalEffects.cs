using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Differences of a model's answers over intervals, accumulated and centred.</summary>
static class LocalEffects
{
    const int RowsTogether = 8192;

    /// <summary>The rows in each interval.</summary>
    internal static int[] Counts(EffectGrid grid)
    {
        var counts = new int[grid.Intervals];
        foreach (var interval in grid.IntervalOf)
        {
            if (interval >= 0)
            {
                counts[interval]++;
            }
        }

        return counts;
    }

    /// <summary>The rows in each cell, first × second.</summary>
    internal static int[] Counts(EffectGrid first, EffectGrid second)
    {
        var counts = new int[checked(first.Intervals * second.Intervals)];
        for (var row = 0; row < first.IntervalOf.Length; row++)
        {
            if (first.IntervalOf[row] >= 0 && second.IntervalOf[row] >= 0)
            {
                counts[(first.IntervalOf[row] * second.Intervals) + second.IntervalOf[row]]++;
            }
        }

        return counts;
    }

    /// <summary>The effects at the borders.</summary>
    internal static double[] Single(ModelAnswer answer, Table rows, EffectGrid grid, EffectOptions options)
    {
        int[] known = [.. Enumerable.Range(0, rows.RowCount).Where(row => grid.IntervalOf[row] >= 0)];
        var below = Array.ConvertAll(known, row => grid.IntervalOf[row]);
        var answers = Ask(answer, rows, known, [[(grid, below)], [(grid, Array.ConvertAll(below, border => border + 1))]], options);
        var counts = Counts(grid);
        var differences = new double[grid.Intervals];
        for (var i = 0; i < known.Length; i++)
        {
            differences[below[i]] += answers[1][i] - answers[0][i];
        }

        var effects = new double[grid.Intervals + 1];
        for (var k = 0; k < differences.Length; k++)
        {
            effects[k + 1] = effects[k] + (differences[k] / Math.Max(counts[k], 1));
        }

        // A row stands for the middle of its interval.
        var mean = 0.0;
        for (var k = 0; k < counts.Length; k++)
        {
            mean += (effects[k] + effects[k + 1]) / 2 * counts[k];
        }

        return Array.ConvertAll(effects, effect => effect - (mean / known.Length));
    }

    /// <summary>The effects of two columns at the pairs of borders, first × second.</summary>
    internal static double[] Pair(ModelAnswer answer, Table rows, EffectGrid first, EffectGrid second, int[] counts, EffectOptions options)
    {
        int[] known = [.. Enumerable.Range(0, rows.RowCount).Where(row => first.IntervalOf[row] >= 0 && second.IntervalOf[row] >= 0)];
        if (known.Length == 0)
        {
            throw new TableException($"No row holds both '{first.Axis.Column}' and '{second.Axis.Column}', so that there is nothing to accumulate along; give rows where both are known.");
        }

        var (low1, low2) = (Array.ConvertAll(known, row => first.IntervalOf[row]), Array.ConvertAll(known, row => second.IntervalOf[row]));
        var (high1, high2) = (Array.ConvertAll(low1, border => border + 1), Array.ConvertAll(low2, border => border + 1));
        var answers = Ask(
            answer, rows, known, [[(first, low1), (second, low2)], [(first, high1), (second, low2)], [(first, low1), (second, high2)], [(first, high1), (second, high2)]], options);
        var differences = new double[counts.Length];
        for (var i = 0; i < known.Length; i++)
        {
            differences[(low1[i] * second.Intervals) + low2[i]] += (answers[3][i] - answers[2][i]) - (answers[1][i] - answers[0][i]);
        }

        for (var cell = 0; cell < counts.Length; cell++)
        {
            differences[cell] /= Math.Max(counts[cell], 1);
        }

        return Centred(Accumulated(Filled(differences, counts, first.Intervals, second.Intervals), first.Intervals, second.Intervals), counts, first.Intervals, second.Intervals);
    }

    /// <summary>A cell without rows takes the difference of the nearest with rows; places are shares of the way along each column, equals are decided by order.</summary>
    static double[] Filled(double[] differences, int[] counts, int firsts, int seconds)
    {
        int[] held = [.. Enumerable.Range(0, counts.Length).Where(cell => counts[cell] > 0)];
        return [.. differences.Select((difference, cell) => counts[cell] > 0 ? difference : differences[held.MinBy(other => Distance(cell, other))])];

        double Distance(int cell, int other)
        {
            var (down, across) = (((cell / seconds) - (other / seconds)) / (double)firsts, ((cell % seconds) - (other % seconds)) / (double)seconds);
            return (down * down) + (across * across);
        }
    }

    static double[] Accumulated(double[] differences, int firsts, int seconds)
    {
        var wide = seconds + 1;
        var effects = new double[(firsts + 1) * wide];
        for (var i = 1; i <= firsts; i++)
        {
            for (var j = 1; j <= seconds; j++)
            {
                effects[(i * wide) + j] = effects[((i - 1) * wide) + j] + effects[(i * wide) + j - 1] - effects[((i - 1) * wide) + j - 1] + differences[((i - 1) * seconds) + j - 1];
            }
        }

        return effects;
    }

    /// <summary>Takes off the effects of each column alone and the mean.</summary>
    static double[] Centred(double[] effects, int[] counts, int firsts, int seconds)
    {
        var wide = seconds + 1;
        var ofFirst = new double[firsts + 1];
        for (var i = 1; i <= firsts; i++)
        {
            var (sum, count) = (0.0, 0);
            for (var j = 0; j < seconds; j++)
            {
                var rows = counts[((i - 1) * seconds) + j];
                sum += rows * (At(i, j) - At(i - 1, j) + At(i, j + 1) - At(i - 1, j + 1)) / 2;
                count += rows;
            }

            ofFirst[i] = ofFirst[i - 1] + (sum / Math.Max(count, 1));
        }

        var ofSecond = new double[wide];
        for (var j = 1; j <= seconds; j++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < firsts; i++)
            {
                var rows = counts[(i * seconds) + j - 1];
                sum += rows * (At(i, j) - At(i, j - 1) + At(i + 1, j) - At(i + 1, j - 1)) / 2;
                count += rows;
            }

            ofSecond[j] = ofSecond[j - 1] + (sum / Math.Max(count, 1));
        }

        var centred = effects.Select((effect, place) => effect - ofFirst[place / wide] - ofSecond[place % wide]).ToArray();
        var (mean, all) = (0.0, 0);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            var corner = ((cell / seconds) * wide) + (cell % seconds);
            mean += counts[cell] * (centred[corner] + centred[corner + 1] + centred[corner + wide] + centred[corner + wide + 1]) / 4;
            all += counts[cell];
        }

        return Array.ConvertAll(centred, effect => effect - (mean / all));

        double At(int i, int j) => effects[(i * wide) + j];
    }

    /// <summary>The answers to some rows, with columns at borders of their own; one array a way.</summary>
    static double[][] Ask(ModelAnswer answer, Table rows, int[] known, (EffectGrid Grid, int[] Borders)[][] ways, EffectOptions options)
    {
        var answers = Array.ConvertAll(ways, _ => new double[known.Length]);
        var blocks = ParallelBlocks.Count(known.Length, RowsTogether);
        var progress = new CountedProgress(options.Progress, "blocks of rows", blocks);
        ParallelBlocks.For(
            known.Length,
            RowsTogether,
            options.MaxThreads,
            (_, start, end) =>
            {
                var some = rows.Take(known.AsSpan(start, end - start));
                for (var way = 0; way < ways.Length; way++)
                {
                    var asked = ways[way].Aggregate(some, (table, replaced) => table.With(replaced.Grid.Borders.Take(replaced.Borders.AsSpan(start, end - start))));
                    answer.Of(asked).CopyTo(answers[way], start);
                }

                progress.Add(1);
            },
            options.CancellationToken);
        return answers;
    }
}
