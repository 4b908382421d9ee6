using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How far the columns of a model act together rather than side by side (Friedman's H).</summary>
/// <remarks>
/// <para>
/// With centred partial dependences F at the rows themselves, H²_jk = Σᵢ (F_jk − F_j − F_k)² / Σᵢ F_jk² for two columns, and H²_j = Σᵢ (f − F_j − F_rest)² / Σᵢ f² for one with all others. Time: the model
/// is asked rows² times for each column, for each pair and for each rest. Where columns go together, partial dependences ask about rows that do not occur, and H inherits that.
/// </para>
/// <para>Source: J. H. Friedman, B. E. Popescu, "Predictive Learning via Rule Ensembles", 2008, section 8.1.</para>
/// </remarks>
public sealed record Interactions
{
    // Of sums of some thousand answers, relative to the answers.
    const double Roundings = 1e-12;

    /// <summary>What is answered: "probability of yes", "log-odds of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The number of rows that were looked at.</summary>
    public required int RowCount { get; init; }

    /// <summary>One a pair or a column, the largest deviation first.</summary>
    public required EquatableArray<Interaction> Items { get; init; }

    /// <summary>Each pair of some columns.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="columns">Two or more columns that the model reads.</param>
    /// <param name="options">Rows, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">There are not two different columns, the model does not read one, or it has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static Interactions OfPairs(Model model, Table rows, IReadOnlyList<string> columns, InteractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. columns.Distinct()];
        if (names.Length < 2)
        {
            throw new ArgumentException("Pairs need at least two different columns; name more, or ask for each column with all the others.", nameof(columns));
        }

        var pairs = names.SelectMany((first, i) => names.Skip(i + 1).Select(second => (first, second))).ToArray();
        var (answer, some, replaced) = Prepare(model, rows, names, options);
        var sets = (string[][])[.. names.Select(name => (string[])[name]), .. pairs.Select(pair => (string[])[pair.first, pair.second])];
        var (means, level) = Means(replaced, some, sets, options);
        return Made(answer, some, pairs.Select((pair, i) =>
            Of($"{pair.first} and {pair.second}", means[names.Length + i], means[Array.IndexOf(names, pair.first)], means[Array.IndexOf(names, pair.second)], level)));
    }

    /// <summary>Each column with all the others together.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="columns">Columns that the model reads.</param>
    /// <param name="options">Rows, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read a column, reads one only, or has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static Interactions OfEach(Model model, Table rows, IReadOnlyList<string> columns, InteractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. columns.Distinct()];
        var (answer, some, replaced) = Prepare(model, rows, names, options);
        string[] all = [.. model.Input.Fields.Select(field => field.Name)];
        if (all.Length < 2)
        {
            throw new ArgumentException($"The model reads column '{all[0]}' alone, which has no others to act together with.", nameof(model));
        }

        var sets = (string[][])[.. names.Select(name => (string[])[name]), .. names.Select(name => all.Where(other => other != name).ToArray())];
        var (means, level) = Means(replaced, some, sets, options);
        var answers = Centred(answer.Of(some));
        return Made(answer, some, names.Select((name, i) => Of(name, answers, means[i], means[names.Length + i], level)));
    }

    /// <summary>The interactions as a small table.</summary>
    public override string ToString() =>
        $"How far columns act together on {Answer}, by {RowCount} rows\n" +
        TextTable.Of([["", "H", "deviation"], .. Items.Select(item => (string[])[item.Columns, TextTable.Number(item.H), TextTable.Number(item.Deviation)])]);

    static (ModelAnswer Answer, Table Rows, ReplacedColumns Replaced) Prepare(Model model, Table rows, string[] names, InteractionOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        foreach (var name in names)
        {
            _ = answer.FieldOf(name);
        }

        var read = answer.Read(rows);
        if (read.RowCount > options.Rows)
        {
            int[] order = [.. Enumerable.Range(0, read.RowCount)];
            new RandomStream(options.Seed).Shuffle<int>(order);
            read = read.Take(order.AsSpan(0, options.Rows));
        }

        return (answer, read, new ReplacedColumns(answer, read, options.MaxThreads, options.CancellationToken));
    }

    /// <summary>The centred partial dependence by each set of columns at the rows, and the greatest magnitude before that.</summary>
    static (double[][] Means, double Level) Means(ReplacedColumns replaced, Table rows, string[][] sets, InteractionOptions options)
    {
        var progress = new CountedProgress(options.Progress, "sets of columns", sets.Length);
        var means = replaced.Means(Array.ConvertAll(sets, names => rows.Select(names)), progress.Add);
        return (Array.ConvertAll(means, Centred), means.Max(values => values.Max(Math.Abs)));
    }

    static double[] Centred(double[] values)
    {
        var mean = values.Average();
        return Array.ConvertAll(values, value => value - mean);
    }

    static Interaction Of(string name, double[] together, double[] first, double[] second, double level)
    {
        var (joint, whole) = (0.0, 0.0);
        for (var row = 0; row < together.Length; row++)
        {
            var beyond = together[row] - first[row] - second[row];
            joint += beyond * beyond;
            whole += together[row] * together[row];
        }

        // What roundings leave where columns do nothing must not look like a share of something.
        var share = Math.Sqrt(whole / together.Length) <= Roundings * level ? 0 : joint / whole;
        return new Interaction(name, Math.Sqrt(share), share, Math.Sqrt(joint / together.Length));
    }

    static Interactions Made(ModelAnswer answer, Table rows, IEnumerable<Interaction> items) =>
        new() { Answer = answer.Name, RowCount = rows.RowCount, Items = items.OrderByDescending(item => item.Deviation).ToEquatableArray() };
}
