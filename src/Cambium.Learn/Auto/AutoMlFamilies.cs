using System.Globalization;

namespace Cambium.Learn;

/// <summary>The families that suit a table, from cheap to dear.</summary>
static class AutoMlFamilies
{
    /// <summary>From more rows on, a neighbour search over all of them costs more than it tells.</summary>
    const int MostNeighbourRows = 10_000;

    /// <summary>In more columns all rows are about equally far from each other.</summary>
    const int MostNeighbourFeatures = 50;

    /// <summary>Most runs of letters or words that are kept of a text.</summary>
    const int TextFeatures = 5000;

    /// <summary>Curves have many weights, which a learner without tuning should hold back.</summary>
    const double CurvedL2 = 10;

    internal static readonly string[] Names = ["linear", "splines", "decision-tree", "boosted-trees", "extra-trees", "random-forest", "k-nearest"];

    /// <summary>The baseline, and the families that the options name.</summary>
    /// <exception cref="ArgumentException">The options name a family that there is not.</exception>
    internal static IReadOnlyList<AutoMlFamily> Of(AutoMlColumns columns, AutoMlOptions options)
    {
        if (options.Families.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"There is no family '{unknown}'.{Data.NearestName.Suggestion(unknown, Names)} The families are: {string.Join(", ", Names)}.", nameof(options));
        }

        return
        [
            new AutoMlFamily(AutoMlFamily.Baseline, columns.IsClasses ? new PriorClassifier() : new MeanRegressor(), ""),
            .. All(columns, options.Seed).Where(family => options.Families.Count == 0 || options.Families.IndexOf(family.Name) >= 0),
        ];
    }

    static IEnumerable<AutoMlFamily> All(AutoMlColumns columns, long seed)
    {
        var isClasses = columns.IsClasses;
        yield return new AutoMlFamily(Names[0], Scaled(columns, isClasses ? new LogisticRegression() : new Ridge()), "l2=log(0.001..1000)");
        if (columns.Curved.Length > 0 && columns.Texts.Length == 0)
        {
            yield return new AutoMlFamily(Names[1], Scaled(columns, isClasses ? new LogisticRegression { L2 = CurvedL2 } : new Ridge { L2 = CurvedL2 }, isCurved: true), "l2=log(0.01..10000)");
        }

        if (columns.Texts.Length == 0) // forests and neighbours read no thousands of words
        {
            yield return new AutoMlFamily(Names[2], Raw(columns, isClasses ? new DecisionTreeClassifier { MinRowsPerLeaf = 5, Seed = seed } : new DecisionTreeRegressor { MinRowsPerLeaf = 5, Seed = seed }),
                "max-depth=2..16 min-rows-per-leaf=log(1..50)");
        }

        yield return new AutoMlFamily(Names[3], Raw(columns, isClasses ? new BoostedTreesClassifier { Seed = seed } : new BoostedTreesRegressor { Seed = seed }),
            "learning-rate=log(0.02..0.3) trees=log(50..600) leaves=log(4..128) min-rows-per-leaf=log(2..60) l2=log(0.01..30) column-sample=0.4..1 row-sample=0.5..1");
        if (columns.Texts.Length > 0)
        {
            yield break;
        }

        var forest = string.Create(CultureInfo.InvariantCulture, $"trees=log(50..300) min-rows-per-leaf=log(1..20){(columns.Features > 1 ? $" features-per-split=1..{columns.Features}" : "")}");
        yield return new AutoMlFamily(Names[4], Raw(columns, isClasses ? new ExtraTreesClassifier { Seed = seed } : new ExtraTreesRegressor { Seed = seed }), forest, 1.2);
        yield return new AutoMlFamily(Names[5], Raw(columns, isClasses ? new RandomForestClassifier { Seed = seed } : new RandomForestRegressor { Seed = seed }), forest, 1.2);
        if (columns.Rows.RowCount <= MostNeighbourRows && columns.Features <= MostNeighbourFeatures)
        {
            yield return new AutoMlFamily(Names[6], Scaled(columns, isClasses ? new KNearestClassifier { Neighbours = 15 } : new KNearestRegressor { Neighbours = 15 }),
                "neighbours=log(1..60) votes={uniform, distance}", 2);
        }
    }

    /// <summary>With words turned into numbers, missing values filled, numbers made curves where asked for, categories encoded, and all on one scale.</summary>
    static Recipe Scaled(AutoMlColumns columns, Recipe last, bool isCurved = false)
    {
        var steps = Numbered(columns, cyclical: true);
        steps.Add(new Impute { Indicators = true });
        if (columns.Wide.Length > 0)
        {
            steps.Add(new TargetEncode { Columns = [.. columns.Wide] });
        }

        if (isCurved)
        {
            steps.Add(new Spline { Columns = [.. columns.Curved], Quantiles = true });
        }

        steps.AddRange([new OneHot(), new Standardize()]);
        return Joined(steps, last);
    }

    /// <summary>With words and moments turned into numbers, where there are any, and all else as it is.</summary>
    static Recipe Raw(AutoMlColumns columns, Recipe last) => Numbered(columns, cyclical: false) is { Count: > 0 } steps ? Joined(steps, last) : last;

    static List<Transform> Numbered(AutoMlColumns columns, bool cyclical)
    {
        List<Transform> steps = columns.Texts.Length == 0 ? [] : [Words(columns)];
        if (columns.Dates is { } dates)
        {
            steps.Add(dates with { Cyclical = cyclical });
        }

        return steps;
    }

    static TfIdf Words(AutoMlColumns columns) => new() { Columns = [.. columns.Texts], MinRows = 2, MaxFeatures = TextFeatures };

    static Recipe Joined(IReadOnlyList<Transform> steps, Recipe last) =>
        last is Classifier classifier ? new ClassifierPipeline { Steps = [.. steps], Last = classifier } : new RegressorPipeline { Steps = [.. steps], Last = (Regressor)last };
}
