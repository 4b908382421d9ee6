using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What pipelines do alike with their steps.</summary>
static class PipelineSteps
{
    /// <summary>Fits each step on what the one before makes of the training rows.</summary>
    /// <returns>The fitted steps, and the training and validation rows (target and weight included) as the last of them leaves
    /// them.</returns>
    internal static (TransformModel[] Steps, Table Train, FitOptions Options) Fit(
        EquatableArray<Transform> steps, Table train, string target, bool isClassifier, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        var (fitted, rows) = FitOn(steps, RowsOf(train, target, options.Weight) with { EndsInClassifier = isClassifier }, options);
        if (options.Validation is { } validation)
        {
            var weight = options.Weight is { } name && validation.Contains(name) ? options.Weight : null;
            var asked = RowsOf(validation, target, weight);
            options = options with { Validation = Beside(asked with { Features = Apply(fitted, asked.Features) }) };
        }

        // A step may give weights to rows that had none.
        return (fitted, Beside(rows), options with { Weight = rows.Weight?.Name });
    }

    /// <summary>Fits each step on what the one before makes of rows that have no target.</summary>
    /// <returns>The fitted steps, and the rows (weight included) as the last of them leaves them.</returns>
    internal static (TransformModel[] Steps, Table Train) Fit(EquatableArray<Transform> steps, Table train, FitOptions options)
    {
        var (fitted, rows) = FitOn(steps, RowsOf(train, target: null, options.Weight), options);
        return (fitted, Beside(rows));
    }

    /// <summary>Fits each step on what the one before makes of the rows.</summary>
    internal static (TransformModel[] Steps, StepRows Rows) FitOn(EquatableArray<Transform> steps, StepRows rows, FitOptions options)
    {
        var fitted = new TransformModel[steps.Count];
        for (var i = 0; i < fitted.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            (fitted[i], rows) = steps[i].FitOn(rows, options with { Validation = null, Progress = null });
        }

        return (fitted, rows);
    }

    /// <summary>A table as features, target and weight.</summary>
    /// <exception cref="ArgumentException">A column is not there, or the target is the weight.</exception>
    internal static StepRows RowsOf(Table rows, string? target, string? weight)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var features = target is not null ? TrainingRows.Features(rows, target, weight) : weight is null ? rows : rows.Drop(weight);
        return new StepRows(features, target is null ? null : rows[target], weight is null ? null : rows[weight]);
    }

    /// <summary>The rows, brought to the types that the model learned, as the last step leaves them; other columns are left out.</summary>
    internal static Table Apply(TransformModel[] steps, Table rows, Schema input)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Apply(steps, ColumnFit.Fit(rows.Select([.. input.Fields.Select(field => field.Name)]), input.Fields));
    }

    /// <summary>The rows as the last step leaves them.</summary>
    internal static Table Apply(TransformModel[] steps, Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return steps.Aggregate(rows, (changed, step) => step.Apply(changed));
    }

    internal static void Write(TransformModel[] steps, ModelWriter writer)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i].Write(writer.Child($"step_{i}"));
        }
    }

    internal static TransformModel[] Read(EquatableArray<Transform> steps, ModelReader reader) =>
        [.. steps.Select((step, i) => ModelKinds.KindOf(step).Read(step, reader.Child($"step_{i}")))];

    /// <summary>Reads the model at the end of a pipeline; its target and classes are the pipeline's.</summary>
    /// <exception cref="ModelFormatException">It reads other columns than the steps make.</exception>
    internal static Model ReadLast(Recipe recipe, ModelHeader header, ModelReader reader, TransformModel[] steps)
    {
        var last = reader.Child("last");
        var input = last.Schema("input");
        CheckFit(steps, header.Input, input);
        return ModelKinds.KindOf(recipe).Read(recipe, header with { Input = input }, last);
    }

    /// <summary>Makes sure that the steps make of the model's columns those that the learner at the end reads, by names: what a table without rows becomes.</summary>
    static void CheckFit(TransformModel[] steps, Schema input, Schema learned)
    {
        // What a program's own step does to a table without rows is not known.
        if (Array.Exists(steps, IsOrHoldsOwn))
        {
            return;
        }

        string[] made;
        try
        {
            made = [.. Apply(steps, EmptyBlock.Of(input)).Columns.Select(column => column.Name)];
        }
        catch (Exception e) when (e is ArgumentException or TableException)
        {
            throw new ModelFormatException($"model.json: the steps do not fit the model's columns: {e.Message} The file is damaged or was edited; save the model again.", e);
        }

        var names = learned.Fields.Select(field => field.Name).ToArray();
        var odd = names.Except(made).Concat(made.Except(names)).FirstOrDefault();
        if (odd is not null)
        {
            throw new ModelFormatException(
                $"model.json: the learner reads {names.Length} columns and the steps make {made.Length}, and '{odd}' is not among both. The file is damaged or was edited; save the model again.");
        }
    }

    /// <summary>Whether a step is, or has within it, one that a program wrote.</summary>
    internal static bool IsOrHoldsOwn(TransformModel step) =>
        step is OwnStepModel || (step is TransformPipelineModel pipeline && pipeline.Steps.Any(IsOrHoldsOwn)) || (step is BranchesModel branches && branches.Parts.Any(IsOrHoldsOwn));

    internal static void WriteLast(Model model, ModelWriter writer)
    {
        var last = writer.Child("last");
        last.Value("input", model.Input);
        model.Write(last);
    }

    /// <summary>The features that the last of the steps makes of a table, with the columns of that table that each is made of.</summary>
    internal static EquatableArray<ModelFeature> Features(TransformModel[] steps, Schema input, Schema learned)
    {
        var sources = input.Fields.ToDictionary(field => field.Name, field => new SortedSet<int> { input.Fields.IndexOf(field) });
        foreach (var step in steps)
        {
            var made = step.Made.Select(column => (column.Name, Of: Union(sources, column.Sources))).ToArray();
            foreach (var (name, of) in made)
            {
                sources[name] = of;
            }
        }

        return learned.Fields
            .Select(field => new ModelFeature(field.Name, [.. Union(sources, [field.Name]).Select(place => input.Fields[place].Name)]))
            .ToEquatableArray();
    }

    /// <summary>The SHAP values of the model behind the steps, in the columns before them.</summary>
    internal static ShapValues Shap(TransformModel[] steps, Model last, Model whole, Table rows, ShapOptions options)
    {
        var background = options.Background is { } given ? Apply(steps, given, whole.Input) : null;
        return last.ShapOf(Apply(steps, rows, whole.Input), options with { Background = background })
            .In(whole.Features, whole.Input.Fields.Select(field => field.Name).ToEquatableArray());
    }

    /// <summary>The interaction values of the model behind the steps, in the columns before them.</summary>
    internal static ShapInteractions ShapInteractions(TransformModel[] steps, Model last, Model whole, Table rows, ShapOptions options) =>
        last.ShapInteractionsOf(Apply(steps, rows, whole.Input), options).In(whole.Features, whole.Input.Fields.Select(field => field.Name).ToEquatableArray());

    static SortedSet<int> Union(Dictionary<string, SortedSet<int>> sources, IEnumerable<string> names) =>
        [.. names.SelectMany(name => sources.TryGetValue(name, out var places) ? places : [])];

    /// <summary>Features, target and weight as one table.</summary>
    /// <exception cref="ArgumentException">A step made a column of the target's or the weight's name.</exception>
    internal static Table Beside(StepRows rows)
    {
        var features = rows.Features;
        foreach (var column in new[] { rows.Target, rows.Weight })
        {
            if (column is null)
            {
                continue;
            }

            if (features.Contains(column.Name))
            {
                throw new ArgumentException(
                    $"A step of the pipeline makes a column '{column.Name}', but that is the name of the " +
                    $"{(ReferenceEquals(column, rows.Target) ? "target" : "weight")}; rename one of them.", nameof(rows));
            }

            features = features.With(column);
        }

        return features;
    }
}
