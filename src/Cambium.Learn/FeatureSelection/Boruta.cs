using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Keeps every column that tells something of the target beyond chance: one that a forest finds more important than the best of shuffled copies,
/// round after round.
/// </summary>
/// <remarks>
/// <para>A round fits a random forest on the columns still undecided or kept and a shuffled copy of each. A column more important than every copy has a
/// hit. After each round a column is kept, or dropped, where its hits are too many, or too few, for a fair coin: by a binomial test, two-sided,
/// divided by the number of columns (Bonferroni). Its figure is the share of rounds with a hit.</para>
/// <para>Time: up to <see cref="Rounds"/> forests of twice the columns. It keeps columns that say the same, which a model does not need: see
/// <see cref="DropCorrelated"/>.</para>
/// <para>Source: M. B. Kursa, W. R. Rudnicki, "Feature Selection with the Boruta Package", 2010.</para>
/// </remarks>
public sealed record Boruta : SupervisedTransform
{
    /// <summary>The columns to choose among; others pass and are not shown to the forest. Default none, which means all but text and sparse vectors.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Most rounds. Default 50. Range [1, 1000].</summary>
    public int Rounds { get; init => field = Check.InRange(value, 1, 1000); } = 50;

    /// <summary>Trees of a round's forest. Default 100. Range [1, 100000].</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>The level of the tests, before it is divided by the columns. Default 0.05. Range (0, 1).</summary>
    public double Alpha { get; init => field = Check.InRange(Check.Above(value, 0), 0, Math.BitDecrement(1.0)); } = 0.05;

    /// <summary>Whether columns still undecided after the last round stay. Default true.</summary>
    public bool KeepUndecided { get; init; } = true;

    /// <summary>The seed of shuffles and forests. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var asked = SelectionRows.Of(rows, target, Columns, recipe: null, Seed, this);
        var n = asked.Columns.Length;
        var hits = new int[n];
        var rounds = new int[n];
        var decided = new bool?[n];
        var random = new RandomStream(Seed);
        for (var round = 1; round <= Rounds && decided.Contains(null); round++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var open = Enumerable.Range(0, n).Where(i => decided[i] != false).ToArray();
            var above = AboveCopies(rows, target, asked, open, random.Fork(round), options);
            for (var place = 0; place < open.Length; place++)
            {
                var i = open[place];
                if (decided[i] is not null)
                {
                    continue;
                }

                hits[i] += above[place] ? 1 : 0;
                rounds[i] = round;
                decided[i] = Decide(hits[i], round, Alpha / n / 2);
            }
        }

        var scores = Enumerable.Range(0, n).Select(i => hits[i] / (double)Math.Max(1, rounds[i])).ToArray();
        var model = FeatureSelectionModel.Of(this, asked.Columns, scores, i => decided[i] ?? KeepUndecided);
        return (model, rows with { Features = model.Apply(rows.Features) });
    }

    /// <summary>Fits a forest on columns and shuffled copies and tells which columns are above every copy.</summary>
    bool[] AboveCopies(StepRows rows, Column target, SelectionRows asked, int[] open, RandomStream random, FitOptions options)
    {
        var columns = new List<Column>();
        for (var place = 0; place < open.Length; place++)
        {
            columns.Add(asked.Columns[open[place]].Rename($"c{place}"));
            columns.Add(asked.Columns[open[place]].Take(Shuffled(target.Length, random.Fork(place))).Rename($"s{place}"));
        }

        var shown = rows with { Features = Table.Create(columns), Target = target.Rename("y"), Weight = rows.Weight?.Rename("w") };
        Recipe forest = rows.TargetIsClasses
            ? new RandomForestClassifier { Trees = Trees, Seed = (long)random.NextBits() }
            : new RandomForestRegressor { Trees = Trees, Seed = (long)random.NextBits() };
        var train = PipelineSteps.Beside(shown);
        var fitted = forest.Fit(train, "y", options with { Weight = shown.Weight?.Name, Validation = null, Progress = null });
        var importances = LearnedImportance.Of(fitted, train, columns.Select(column => column.Name).ToEquatableArray(), options);
        var best = Enumerable.Range(0, open.Length).Max(place => importances[(2 * place) + 1]);
        return [.. Enumerable.Range(0, open.Length).Select(place => importances[2 * place] > best)];
    }

    static int[] Shuffled(int count, RandomStream random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    /// <summary>True or false where so many hits are too many or too few for a fair coin; else null.</summary>
    internal static bool? Decide(int hits, int rounds, double level) =>
        Tail(rounds - hits, rounds) <= level ? true : Tail(hits, rounds) <= level ? false : null;

    /// <summary>The probability of at most so many heads in so many throws.</summary>
    static double Tail(int heads, int throws)
    {
        // 2^-1000 is still a number, so that no term vanishes that matters.
        var (term, sum) = (Math.ScaleB(1, -throws), 0.0);
        for (var i = 0; i <= heads; i++)
        {
            sum += term;
            term *= (throws - i) / (i + 1.0);
        }

        return sum;
    }
}
