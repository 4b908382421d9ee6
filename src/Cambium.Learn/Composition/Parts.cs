using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a learner made of learners fits its parts, asks them and saves them.</summary>
static class Parts
{
    /// <summary>The options of one part's fit: the progress goes under the part's name.</summary>
    internal static FitOptions For(FitOptions options, string part)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        return options with { Progress = options.Progress is { } listener ? new PartProgress(listener, part) : null };
    }

    /// <summary>Fits each recipe on all rows.</summary>
    internal static TModel[] Fit<TRecipe, TModel>(EquatableArray<TRecipe> recipes, Func<TRecipe, FitOptions, TModel> fit, FitOptions options)
    {
        var models = new TModel[recipes.Count];
        for (var i = 0; i < models.Length; i++)
        {
            options.Progress?.Report(new FitProgress("models", i, models.Length));
            models[i] = fit(recipes[i], For(options, $"model {i + 1}"));
        }

        options.Progress?.Report(new FitProgress("models", models.Length, models.Length));
        return models;
    }

    /// <summary>The answers on each row of a model that did not learn from it, and came of all folds but the row's.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="foldOf">The fold of each row.</param>
    /// <param name="width">The numbers of an answer.</param>
    /// <param name="part">What the progress calls the folds: "model 1".</param>
    /// <param name="options">The options of the fit.</param>
    /// <param name="answer">Fits on the first table and answers for the second.</param>
    internal static double[] LeftOut(Table train, int[] foldOf, int width, string part, FitOptions options, Func<Table, Table, FitOptions, double[]> answer)
    {
        var folds = foldOf.Max() + 1;
        var answers = new double[foldOf.Length * width];
        for (var fold = 0; fold < folds; fold++)
        {
            options.Progress?.Report(new FitProgress($"{part}folds", fold, folds));
            var rows = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
            var left = rows[true].ToArray();
            var own = answer(train.Take([.. rows[false]]), train.Take(left), For(options, $"{part}fold {fold + 1}"));
            for (var i = 0; i < left.Length; i++)
            {
                own.AsSpan(i * width, width).CopyTo(answers.AsSpan(left[i] * width));
            }
        }

        options.Progress?.Report(new FitProgress($"{part}folds", folds, folds));
        return answers;
    }

    /// <summary>A model's probabilities of the given classes, n × k, row-major; 0 for one that it never saw.</summary>
    internal static double[] Probabilities(ClassifierModel model, Table rows, EquatableArray<string> classes)
    {
        var own = model.PredictProbabilities(rows);
        return model.Classes == classes ? own : Spread(own, PlacesIn(model, classes), classes.Count);
    }

    /// <summary>What a model calls each row, as a place in the given classes.</summary>
    internal static int[] Calls(ClassifierModel model, Table rows, EquatableArray<string> classes)
    {
        var places = PlacesIn(model, classes);
        return Array.ConvertAll(model.Decide(rows, model.PredictProbabilities(rows)), code => places[code]);
    }

    /// <summary>A model's probabilities of the given classes (n × k, row-major), and what it calls each row, as a place in them.</summary>
    internal static (double[] Probabilities, int[] Calls) Answers(ClassifierModel model, Table rows, EquatableArray<string> classes)
    {
        var own = model.PredictProbabilities(rows);
        var calls = model.Decide(rows, own);
        if (model.Classes == classes)
        {
            return (own, calls);
        }

        var places = PlacesIn(model, classes);
        return (Spread(own, places, classes.Count), Array.ConvertAll(calls, code => places[code]));
    }

    /// <summary>The SHAP values of the model inside another, in the order of the outer one's columns.</summary>
    internal static ShapValues Shap(Model inner, Model outer, Table rows, ShapOptions options)
    {
        var shap = inner.ShapOf(rows, options);
        return shap with { Values = shap.In(OwnFeatures(inner), Names(outer)).Values, Columns = Names(outer) };
    }

    /// <summary>The interaction values of the model inside another, in the order of the outer one's columns.</summary>
    internal static ShapInteractions ShapInteractions(Model inner, Model outer, Table rows, ShapOptions options) =>
        inner.ShapInteractionsOf(rows, options).In(OwnFeatures(inner), Names(outer));

    internal static void Write(Model model, ModelWriter writer, string name)
    {
        var part = writer.Child(name);
        part.Value("input", model.Input);
        if (model is ClassifierModel classifier)
        {
            part.Value("classes", classifier.Classes);
        }

        model.Write(part);
    }

    internal static void Write(IReadOnlyList<Model> models, ModelWriter writer)
    {
        for (var i = 0; i < models.Count; i++)
        {
            Write(models[i], writer, $"model_{i}");
        }
    }

    /// <summary>Reads a classifier that <see cref="Write(Model, ModelWriter, string)"/> wrote.</summary>
    /// <param name="recipe">The recipe that made it.</param>
    /// <param name="header">The header of the whole.</param>
    /// <param name="reader">The reader of the whole.</param>
    /// <param name="name">The part's name.</param>
    /// <param name="classes">The classes that it may know; empty: any.</param>
    internal static ClassifierModel ReadClassifier(Classifier recipe, ModelHeader header, ModelReader reader, string name, EquatableArray<string> classes)
    {
        var part = reader.Child(name);
        var own = part.Classes("classes");
        var unknown = own.FirstOrDefault(label => classes.Count > 0 && classes.IndexOf(label) < 0);
        if (unknown is not null)
        {
            throw new ModelFormatException($"model.json: the part '{name}' knows a class '{unknown}', which the model does not. The file is damaged or was edited; save the model again.");
        }

        return (ClassifierModel)ModelKinds.KindOf(recipe).Read(recipe, header with { Input = part.Schema("input"), Classes = own }, part);
    }

    /// <summary>Reads a regressor that <see cref="Write(Model, ModelWriter, string)"/> wrote.</summary>
    internal static RegressorModel ReadRegressor(Regressor recipe, ModelHeader header, ModelReader reader, string name)
    {
        var part = reader.Child(name);
        return (RegressorModel)ModelKinds.KindOf(recipe).Read(recipe, header with { Input = part.Schema("input") }, part);
    }

    /// <summary>Adds what is wrong with weights of members to a list of problems.</summary>
    internal static void CheckWeights(EquatableArray<double> weights, int members)
    {
        if (weights.Count == 0)
        {
            return;
        }

        var problems = new List<string>();
        if (weights.Count != members)
        {
            problems.Add($"there are {weights.Count} weights for {members} members");
        }

        if (weights.Any(weight => !(weight >= 0) || double.IsInfinity(weight)))
        {
            problems.Add("weights are finite numbers of at least 0");
        }
        else if (weights.All(weight => weight == 0))
        {
            problems.Add("every weight is 0");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The settings do not fit each other: {string.Join("; ", problems)}.", nameof(weights));
        }
    }

    static EquatableArray<ModelFeature> OwnFeatures(Model model) => Names(model).Select(name => new ModelFeature(name, [name])).ToEquatableArray();

    static EquatableArray<string> Names(Model model) => model.Input.Fields.Select(field => field.Name).ToEquatableArray();

    static int[] PlacesIn(ClassifierModel model, EquatableArray<string> classes) => [.. model.Classes.Select(label => classes.IndexOf(label))];

    static double[] Spread(double[] own, int[] places, int k)
    {
        var spread = new double[own.Length / places.Length * k];
        for (var i = 0; i < own.Length; i++)
        {
            spread[(i / places.Length * k) + places[i % places.Length]] = own[i];
        }

        return spread;
    }
}
