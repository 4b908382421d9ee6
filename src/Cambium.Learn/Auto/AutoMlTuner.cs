namespace Cambium.Learn;

/// <summary>Draws settings of one family, and learns from how they do.</summary>
sealed class AutoMlTuner
{
    /// <summary>Draws spread over the space before any are chosen.</summary>
    const int Startup = 5;

    /// <summary>The leaves that boosted trees have unless told otherwise, for which a tree's cost is 1.</summary>
    const double StandardLeaves = 31;

    readonly SearchSpace _space;
    readonly SpaceShape _shape;
    readonly ISamplerRun _sampler;
    readonly List<Observation> _known = [];
    double[] _point = [];
    int _draws;

    internal AutoMlTuner(AutoMlFamily family, long seed)
    {
        Family = family;
        _space = SearchSpace.Parse(family.Recipe, family.Ranges);
        _shape = _space.Shape();
        _sampler = new TpeSampler { Startup = Startup }.Start(_shape, seed);
    }

    internal AutoMlFamily Family { get; }

    /// <summary>How many settings are drawn.</summary>
    internal int Settings => _space.Branches[0].Settings.Count;

    /// <summary>How many draws were tried or would have taken too long.</summary>
    internal int Drawn => _known.Count;

    /// <summary>The next recipe.</summary>
    internal Recipe Draw()
    {
        _point = _sampler.Draw(_draws++, _known, []);
        return _space.RecipeOf(_shape.SettingsAt(_point));
    }

    /// <summary>Notes how the drawn recipe did.</summary>
    internal void Learn(double loss, bool isWhole) => _known.Add(new Observation(_known.Count, _shape.PointOf(_shape.SettingsAt(_point)), [loss], isWhole, 1, []));

    /// <summary>Notes that the drawn recipe would have taken too long.</summary>
    internal void Skip() => Learn(double.PositiveInfinity, isWhole: false);

    /// <summary>The seconds that the recipe's cross-validation takes on all rows, by what others of the family took.</summary>
    internal double Seconds(Recipe recipe, IReadOnlyList<AutoMlCandidate> tried)
    {
        var rows = tried.Max(candidate => candidate.Rows);
        var known = tried.Where(candidate => candidate.Family == Family.Name && candidate.Rows == rows && candidate.Status == TrialStatus.Complete).ToArray();
        return known.Length == 0 ? 0 : known.Max(candidate => candidate.Seconds / Size(candidate.Recipe)) * Size(recipe);
    }

    /// <summary>What the time of a fit goes with: trees and their leaves.</summary>
    static double Size(Recipe recipe) => recipe switch
    {
        ClassifierPipeline pipeline => Size(pipeline.Last),
        RegressorPipeline pipeline => Size(pipeline.Last),
        BoostedTreesClassifier trees => trees.Trees * Math.Sqrt(trees.Leaves / StandardLeaves),
        BoostedTreesRegressor trees => trees.Trees * Math.Sqrt(trees.Leaves / StandardLeaves),
        RandomForestClassifier forest => forest.Trees * Columns(forest.FeaturesPerSplit),
        RandomForestRegressor forest => forest.Trees * Columns(forest.FeaturesPerSplit),
        ExtraTreesClassifier forest => forest.Trees * Columns(forest.FeaturesPerSplit),
        ExtraTreesRegressor forest => forest.Trees * Columns(forest.FeaturesPerSplit),
        _ => 1,
    };

    /// <summary>Half of a tree's time goes with the columns drawn.</summary>
    static double Columns(int perSplit) => 1 + Math.Max(1, perSplit);
}
