using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// The closed list of what can be named in a file or on a command line: learners and steps by kind, and their settings by name.
/// </summary>
public static class RecipeCatalog
{
    /// <summary>The kinds of all learners, such as "boosted-trees-classifier".</summary>
    public static IReadOnlyList<string> Learners { get; } = [.. ModelKinds.Learners.Select(kind => kind.Name)];

    /// <summary>The kinds of all steps, such as "one-hot".</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. ModelKinds.Steps.Select(kind => kind.Name)];

    /// <summary>
    /// Makes a learner from its kind and settings given as text, each "name" (any case, with or without hyphens) to value.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such kind or setting, or a value does not fit; the message lists what there
    /// is.</exception>
    public static Recipe Create(string kind, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(settings);
        var learner = ModelKinds.Learners.FirstOrDefault(known => known.Name == kind)
            ?? throw new ArgumentException(
                $"There is no learner '{kind}'.{NearestName.Suggestion(kind, Learners)} The learners are: " +
                $"{string.Join(", ", Learners)}.", nameof(kind));
        return RecipeSettings.Create<Recipe>(learner.RecipeType, kind, settings);
    }

    /// <summary>
    /// Puts before a learner the steps that let it read a table of any columns: imputation and one-hot encoding, and standardisation where it wants all numbers on one
    /// scale. A learner that reads missing values and categories by itself, and a pipeline, are given back as they are. A learner made of learners wants what the strictest of them does.
    /// </summary>
    public static Recipe Prepare(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (FairBase.Of(recipe) is { } own)
        {
            // Steps in front of it would encode the columns that tell the groups.
            var prepared = (Classifier)Prepare(own);
            return ReferenceEquals(prepared, own) ? recipe : FairBase.With(recipe, prepared);
        }

        var wants = Wants(recipe);
        if (wants == TableWants.Nothing)
        {
            return recipe;
        }

        var steps = new Impute().Then(new OneHot());
        steps = wants == TableWants.Numbers ? steps : steps.Then(new Standardize());
        return recipe switch
        {
            // Within, so that the steps do not see the rows that calibrate.
            ConformalClassifier conformal => conformal with { Base = (Classifier)Prepare(conformal.Base) },
            ConformalRegressor conformal => conformal with
            {
                Base = (Regressor)Prepare(conformal.Base), Spread = (Regressor)Prepare(conformal.Spread), Quantiles = (Regressor)Prepare(conformal.Quantiles),
            },
            _ => Before(recipe, steps),
        };
    }

    /// <summary>
    /// The learner's settings by name with their values, those of a pipeline's steps under "step.setting", for tracking. Names and values
    /// are as
    /// <see cref="Create"/> takes them; a second step of a kind is named "impute_2".
    /// </summary>
    public static IReadOnlyDictionary<string, string> Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var settings = new Dictionary<string, string>();
        var (steps, last) = Parts(recipe);
        var seen = new Dictionary<string, int>();
        foreach (var step in steps)
        {
            var name = ModelKinds.KindOf(step).Name;
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            Add(times == 1 ? $"{name}." : $"{name}_{times}.", step);
        }

        Add("", last);
        return settings;

        void Add(string prefix, object part)
        {
            foreach (var (name, value) in RecipeSettings.Of(part))
            {
                settings.Add(prefix + name, value);
            }
        }
    }

    /// <summary>The kind of a recipe; a pipeline's is that of its steps and learner joined by " > ".</summary>
    public static string KindOf(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var (steps, last) = Parts(recipe);
        return string.Join(" > ", [.. steps.Select(step => ModelKinds.KindOf(step).Name), ModelKinds.KindOf(last).Name]);
    }

    /// <summary>The recipe as JSON, as it stands in a saved model.</summary>
    public static string ToJson(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return JsonSerializer.Serialize(recipe, ModelJson.Options);
    }

    /// <summary>Reads a recipe that <see cref="ToJson"/> wrote; it is equal to the one written.</summary>
    /// <exception cref="JsonException">The text is no recipe, names one that there is not, or holds a setting out of its range.</exception>
    public static Recipe FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<Recipe>(json, ModelJson.Options) ?? throw new JsonException(
                "The text is null, expected a recipe.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new JsonException($"The recipe cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The recipe as YAML: <c>steps:</c>, a list, and <c>learner:</c>. Settings at their defaults are left out.</summary>
    public static string ToYaml(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var (steps, last) = Opened(recipe) ?? ([], recipe);
        return StepsYaml.Write(steps, last);
    }

    /// <summary>Steps as YAML: <c>steps:</c> and a list. Settings at their defaults are left out.</summary>
    public static string ToYaml(Transform step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return StepsYaml.Write(step is TransformPipeline pipeline ? pipeline.Steps : [step], learner: null);
    }

    /// <summary>Reads a recipe that <see cref="ToYaml(Recipe)"/> wrote, or a person; it is equal to the one written. Safe for files from strangers: length and depth are bounded.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TableException">The text is no pipeline; the message names the line, what was found, and the nearest spelling.</exception>
    public static Recipe FromYaml(string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var (steps, learner) = StepsYaml.Read(yaml, source);
        return learner is null
            ? throw new TableException($"{source} names steps but no learner. Write 'learner: ' and its kind, or read it with {nameof(StepsFromYaml)}.") { File = source }
            : steps.Steps.Count == 0 ? learner : Before(learner, steps);
    }

    /// <summary>Reads steps that <see cref="ToYaml(Transform)"/> wrote, or a person.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TableException">The text is no list of steps, or names a learner too; the message names the line, what was found, and the nearest spelling.</exception>
    public static TransformPipeline StepsFromYaml(string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var (steps, learner) = StepsYaml.Read(yaml, source);
        return learner is null
            ? steps
            : throw new TableException($"{source} names a learner, {ModelKinds.KindOf(learner).Name}, where only steps are expected. Take 'learner:' out, or read it with {nameof(FromYaml)}.") { File = source };
    }

    /// <summary>A learner with steps before it.</summary>
    /// <exception cref="ArgumentException">The learner cannot stand at the end of a pipeline.</exception>
    public static Recipe Before(Recipe learner, TransformPipeline steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return learner switch
        {
            Classifier classifier => steps.Then(classifier),
            Regressor regressor => steps.Then(regressor),
            Clusterer clusterer => steps.Then(clusterer),
            OutlierDetector detector => steps.Then(detector),
            _ => throw new ArgumentException($"A recipe of type {learner?.GetType().Name ?? "null"} cannot stand at the end of a pipeline.", nameof(learner)),
        };
    }

    static TableWants Wants(Recipe recipe)
    {
        if (Opened(recipe) is not null)
        {
            return TableWants.Nothing; // it has steps of its own
        }

        // What the last learner of a stack reads are numbers, unless the features are passed through to it.
        var parts = recipe switch
        {
            StackingClassifier { PassThrough: false } stack => stack.Members,
            StackingRegressor { PassThrough: false } stack => stack.Members,
            _ => Nesting.Of(recipe),
        };
        return parts.Select(Wants).DefaultIfEmpty(ModelKinds.KindOf(recipe).Wants).Max();
    }

    /// <summary>The steps of a recipe, one inside the other laid flat, and the learner at its end.</summary>
    static (IReadOnlyList<Transform> Steps, Recipe Last) Parts(Recipe recipe)
    {
        var steps = new List<Transform>();
        while (Opened(recipe) is var (own, last))
        {
            steps.AddRange(own.SelectMany(Flat));
            recipe = last;
        }

        return (steps, recipe);
    }

    /// <summary>The steps and the learner of a pipeline, or null where the recipe is none.</summary>
    internal static (EquatableArray<Transform> Steps, Recipe Last)? Opened(Recipe recipe) => recipe switch
    {
        ClassifierPipeline pipeline => (pipeline.Steps, pipeline.Last),
        RegressorPipeline pipeline => (pipeline.Steps, pipeline.Last),
        ClustererPipeline pipeline => (pipeline.Steps, pipeline.Last),
        OutlierDetectorPipeline pipeline => (pipeline.Steps, pipeline.Last),
        _ => null,
    };

    /// <summary>The steps that a step is made of; itself where it is one.</summary>
    internal static IEnumerable<Transform> Flat(Transform step) => step is TransformPipeline pipeline ? pipeline.Steps.SelectMany(Flat) : [step];
}
