using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// The recipes that a search may try: one with ranges for some of its settings, or a choice among several. Immutable; each call gives a new space.
/// A setting is named as it stands in the recipe (any case, with hyphens or underscores): "trees"; of a pipeline "last.trees", or "trees" alone, and "impute.numbers" for a step by its kind,
/// "impute_2.numbers" for the second of a kind; of a recipe made of recipes "base.trees", "members.1.trees".
/// </summary>
public sealed record SearchSpace
{
    /// <summary>The name of the choice among recipes.</summary>
    internal const string RecipeChoice = "recipe";

    SearchSpace(EquatableArray<SpaceBranch> branches) => Branches = branches;

    /// <summary>The recipes, each with its ranges.</summary>
    public EquatableArray<SpaceBranch> Branches { get; }

    /// <summary>A space of one recipe, with nothing to search yet.</summary>
    /// <exception cref="ArgumentException">The recipe learns no target, so that nothing can tell which settings are better.</exception>
    public static SearchSpace Over(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe is Classifier or Regressor
            ? new SearchSpace([new SpaceBranch("", recipe, [])])
            : throw new ArgumentException($"A search needs a recipe that learns a target, but {RecipeCatalog.KindOf(recipe)} has none.", nameof(recipe));
    }

    /// <summary>A choice among spaces, all of classifiers or all of regressors; the settings of each exist only where it is chosen.</summary>
    /// <param name="choices">At least two, each with a name of its own, without a dot.</param>
    /// <exception cref="ArgumentException">There are fewer, names are blank or alike, or kinds are mixed.</exception>
    public static SearchSpace Choose(params IReadOnlyList<(string Name, SearchSpace Space)> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.FirstOrDefault(choice => string.IsNullOrWhiteSpace(choice.Name) || choice.Name.Contains('.', StringComparison.Ordinal) || choice.Space.Branches.Count > 1) is { Space: not null } wrong)
        {
            throw new ArgumentException(
                wrong.Space.Branches.Count > 1 ? $"The choice '{wrong.Name}' is itself a choice. Name all recipes in one." : $"A choice is named '{wrong.Name}', expected a name without a dot.",
                nameof(choices));
        }

        _ = SearchRange.OneOf([.. choices.Select(choice => choice.Name)]);
        var branches = choices.Select(choice => choice.Space.Branches[0] with { Name = choice.Name }).ToEquatableArray();
        return branches.Any(branch => branch.Recipe is Classifier != branches[0].Recipe is Classifier)
            ? throw new ArgumentException("A choice holds classifiers and regressors, expected one of the two.", nameof(choices))
            : new SearchSpace(branches);
    }

    /// <summary>Reads the ranges of a recipe's settings: "learning-rate=log(0.01..0.3) trees=50..500 l2={0.1, 1, 10}", or a line "name: range" each, "#" beginning a comment. "gamma=log(0.01..1) if kernel=rbf" exists only there.</summary>
    /// <exception cref="ArgumentException">The text is not so, or a range does not fit its setting.</exception>
    public static SearchSpace Parse(Recipe recipe, string text)
    {
        var space = Over(recipe);
        foreach (var item in SpaceText.Settings(text))
        {
            space = space.Read(item.Name, item.Range, item.When);
        }

        return space;
    }

    /// <summary>
    /// Reads a choice among learners of the catalog, each with ranges between brackets: "boosted-trees-classifier(trees=50..500) | logistic-regression(l2=log(0.01..10))". Learners get
    /// the steps before them that they need (<see cref="RecipeCatalog.Prepare"/>).
    /// </summary>
    /// <exception cref="ArgumentException">The text is not so, there is no such learner, or a range does not fit its setting.</exception>
    public static SearchSpace Parse(string text)
    {
        var choices = SpaceText.Choices(text)
            .Select(choice => (choice.Kind, Space: Parse(RecipeCatalog.Prepare(RecipeCatalog.Create(choice.Kind, new Dictionary<string, string>())), choice.Settings))).ToArray();
        return choices.Length == 1 ? choices[0].Space : Choose(choices);
    }

    /// <summary>Whether a text chooses among learners, as <see cref="Parse(string)"/> reads it, rather than gives ranges to the settings of one.</summary>
    public static bool IsChoice(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SpaceText.IsChoice(text);
    }

    /// <summary>Reads the ranges of a recipe's settings from YAML: "space:", and below it a line "name: range" each, a list of values for a choice, and "{range: log(0.01..1), if: {kernel: rbf}}" for one that exists only there.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="yaml">The text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="TableException">The text is not so, or a range does not fit its setting; the message names the line.</exception>
    public static SearchSpace FromYaml(Recipe recipe, string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return SpaceYaml.Read(recipe, yaml, source);
    }

    /// <summary>Reads a choice among learners of the catalog from YAML: "choices:", and below it each learner with the ranges of its settings. Learners get the steps before them that they need.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="TableException">The text is not so, there is no such learner, or a range does not fit its setting; the message names the line.</exception>
    public static SearchSpace FromYaml(string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return SpaceYaml.Read(yaml, source);
    }

    /// <summary>The space as YAML, which <see cref="FromYaml(string, string)"/> and <see cref="FromYaml(Recipe, string, string)"/> read where its recipes are plain learners of the catalog.</summary>
    public string ToYaml() => SpaceYaml.Write(this);

    /// <summary>Gives a setting a range. Of a choice among recipes, name the recipe first: "linear.l2".</summary>
    /// <exception cref="ArgumentException">There is no such setting, it has a range already, or the range does not fit it.</exception>
    public SearchSpace Set(string name, SearchRange range) => Add(name, range, null);

    /// <summary>Gives a setting a range that exists only where another setting, set before, has a value.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="range">Its values.</param>
    /// <param name="when">The other setting, a choice of listed values.</param>
    /// <param name="equals">Its value.</param>
    /// <exception cref="ArgumentException">There is no such setting or value, it has a range already, or the range does not fit it.</exception>
    public SearchSpace Set(string name, SearchRange range, string when, object equals) => Add(name, range, new SettingCondition(when, RecipeSettings.Text(equals)));

    /// <summary>The space as text, which <see cref="Parse(string)"/> and <see cref="Parse(Recipe, string)"/> read where its recipes are plain learners of the catalog.</summary>
    public override string ToString() =>
        Branches.Count == 1 ? TextOf(Branches[0]) : string.Join(" | ", Branches.Select(branch => $"{branch.Name}({TextOf(branch)})"));

    /// <summary>The recipe that settings stand for.</summary>
    /// <exception cref="ArgumentException">They are not of this space.</exception>
    public Recipe RecipeOf(EquatableArray<TrialSetting> settings)
    {
        var branch = Branches[0];
        IEnumerable<TrialSetting> rest = settings;
        if (Branches.Count > 1)
        {
            var name = settings.FirstOrDefault(setting => setting.Name == RecipeChoice)?.Value;
            branch = Branches.FirstOrDefault(known => known.Name == name) ?? throw new ArgumentException($"The settings choose the recipe '{name}', which the space has not.", nameof(settings));
            rest = settings.Where(setting => setting.Name != RecipeChoice).Select(setting => setting with { Name = setting.Name[(branch.Name.Length + 1)..] });
        }

        return rest.Aggregate(branch.Recipe, (recipe, setting) => RecipePath.With(recipe, setting.Name, setting.Value));
    }

    /// <summary>The space as samplers see it.</summary>
    internal SpaceShape Shape()
    {
        var dimensions = new List<SpaceDimension>();
        if (Branches.Count > 1)
        {
            dimensions.Add(new SpaceDimension(RecipeChoice, SearchRange.OneOf([.. Branches.Select(branch => branch.Name)]), -1, 0));
        }

        for (var i = 0; i < Branches.Count; i++)
        {
            var prefix = Branches.Count > 1 ? $"{Branches[i].Name}." : "";
            foreach (var setting in Branches[i].Settings)
            {
                var parent = setting.When is { } when ? dimensions.FindIndex(known => known.Name == prefix + when.Setting) : Branches.Count > 1 ? 0 : -1;
                var value = setting.When is { } condition ? dimensions[parent].Range.Values.IndexOf(condition.Value) : i;
                dimensions.Add(new SpaceDimension(prefix + setting.Name, setting.Range, parent, value));
            }
        }

        return new SpaceShape([.. dimensions]);
    }

    static string TextOf(SpaceBranch branch) =>
        string.Join(' ', branch.Settings.Select(setting => $"{setting.Name}={setting.Range}{(setting.When is { } when ? $" if {when.Setting}={RecipeText.QuotedItem(when.Value)}" : "")}"));

    /// <summary>Gives a setting of the one recipe the range that a text names.</summary>
    internal SearchSpace Read(string name, string range, SettingCondition? when)
    {
        var recipe = Branches[0].Recipe;
        var under = when is null ? recipe : RecipePath.With(recipe, when.Setting, when.Value);
        return Add(new SpaceSetting(name, SpaceText.Range(name, range, RecipePath.TypeOf(under, name)), when));
    }

    SearchSpace Add(string name, SearchRange range, SettingCondition? when)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(range);
        if (Branches.Count == 1)
        {
            return Add(new SpaceSetting(name, range, when));
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var place = dot < 0 ? -1 : Branches.Select(branch => branch.Name).ToEquatableArray().IndexOf(name[..dot]);
        if (place < 0)
        {
            throw new ArgumentException($"'{name}' begins with none of the recipes {string.Join(", ", Branches.Select(branch => branch.Name))}. Write '{Branches[0].Name}.{name}'.", nameof(name));
        }

        var whose = $"{Branches[place].Name}.";
        var within = when is not null && when.Setting.StartsWith(whose, StringComparison.Ordinal) ? when with { Setting = when.Setting[whose.Length..] } : when;
        var changed = new SearchSpace([Branches[place]]).Add(new SpaceSetting(name[(dot + 1)..], range, within)).Branches[0];
        return new SearchSpace(Branches.Select((branch, i) => i == place ? changed : branch).ToEquatableArray());
    }

    SearchSpace Add(SpaceSetting setting)
    {
        SpaceCheck.Fits(Branches[0], setting);
        return new SearchSpace([Branches[0] with { Settings = [.. Branches[0].Settings, setting] }]);
    }
}
