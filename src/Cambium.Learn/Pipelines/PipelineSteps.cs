using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What pipelines do alike with their steps.</summary>
static class PipelineSteps
{
    /// <summary>Fits each step on what the one before makes of the features.</summary>
    /// <returns>The fitted steps, and the training and validation rows (target and weight included) as the last of them leaves
    /// them.</returns>
    internal static (TransformModel[] Steps, Table Train, FitOptions Options) Fit(
        EquatableArray<Transform> steps, Table train, string target, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        var features = TrainingRows.Features(train, target, options.Weight);
        var fitted = Fit(steps, ref features, options);
        var changed = Beside(features, train, target, options.Weight);
        if (options.Validation is { } validation)
        {
            var weight = options.Weight is { } name && validation.Contains(name) ? options.Weight : null;
            options = options with { Validation = Beside(Apply(fitted, TrainingRows.Features(validation, target, weight)), validation, target, weight) };
        }

        return (fitted, changed, options);
    }

    /// <summary>
    /// Fits each step on what the one before makes of the features, and leaves in <paramref name="features"/> what the last makes of them.
    /// </summary>
    internal static TransformModel[] Fit(EquatableArray<Transform> steps, ref Table features, FitOptions options)
    {
        var fitted = new TransformModel[steps.Count];
        for (var i = 0; i < fitted.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            fitted[i] = steps[i].Fit(features, options with { Weight = null, Validation = null, Progress = null });
            features = fitted[i].Apply(features);
        }

        return fitted;
    }

    /// <summary>Fits each step on what the one before makes of the features of rows that have no target.</summary>
    /// <returns>The fitted steps, and the rows (weight included) as the last of them leaves them.</returns>
    internal static (TransformModel[] Steps, Table Train) Fit(EquatableArray<Transform> steps, Table train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        var features = options.Weight is { } weight ? train.Drop(weight) : train;
        var fitted = Fit(steps, ref features, options);
        return (fitted, Beside(features, train, target: null, options.Weight));
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
    internal static Model ReadLast(Recipe recipe, ModelHeader header, ModelReader reader)
    {
        var last = reader.Child("last");
        return ModelKinds.KindOf(recipe).Read(recipe, header with { Input = last.Schema("input") }, last);
    }

    internal static void WriteLast(Model model, ModelWriter writer)
    {
        var last = writer.Child("last");
        last.Value("input", model.Input);
        model.Write(last);
    }

    static Table Beside(Table features, Table rows, string? target, string? weight)
    {
        foreach (var name in new[] { target, weight })
        {
            if (name is null)
            {
                continue;
            }

            if (features.Contains(name))
            {
                throw new ArgumentException(
                    $"A step of the pipeline makes a column '{name}', but that is the name of the " +
                    $"{(name == target ? "target" : "weight")}; rename one of them.", nameof(features));
            }

            features = features.With(rows[name]);
        }

        return features;
    }
}
