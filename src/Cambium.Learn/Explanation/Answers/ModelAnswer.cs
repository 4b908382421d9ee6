using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One number of a model's answer: a regressor's prediction, the probability or margin of a class, an outlier detector's score.</summary>
sealed class ModelAnswer
{
    // Half a step of double precision below 1: where roundings make a probability 1.
    const double LeastProbability = 1.1102230246251565e-16;

    ModelAnswer(Model model, int ofClass, bool isMargin) => (Model, Class, IsMargin) = (model, ofClass, isMargin);

    internal Model Model { get; }

    /// <summary>The place of the class; 0 where the model has none.</summary>
    internal int Class { get; }

    internal bool IsMargin { get; }

    /// <summary>What the number is: "price", "probability of yes", "log-odds of yes", "outlier score".</summary>
    internal string Name => Model switch
    {
        ClassifierModel classifier => $"{(IsMargin ? "log-odds" : "probability")} of {classifier.Classes[Class]}",
        OutlierDetectorModel => "outlier score",
        _ => Model.Target,
    };

    /// <summary>The number that options ask for.</summary>
    /// <exception cref="ArgumentException">The model has no such number; the message says which it has.</exception>
    internal static ModelAnswer Of(Model model, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (model is ClassifierModel classifier)
        {
            return new ModelAnswer(model, PlaceOf(classifier, options.Class), options.Margin);
        }

        if (model is not (RegressorModel or OutlierDetectorModel))
        {
            throw new ArgumentException(
                $"{model.Recipe.GetType().Name} answers with a group, which is not a number that can be explained; give a classifier, a regressor or an outlier detector.", nameof(model));
        }

        if (options.Class is not null || options.Margin)
        {
            throw new ArgumentException(
                $"{(options.Class is not null ? nameof(options.Class) : nameof(options.Margin))} is for classifiers, but {model.Recipe.GetType().Name} answers with one number; leave it out.", nameof(options));
        }

        return new ModelAnswer(model, 0, isMargin: false);
    }

    /// <summary>All numbers of a model: of two classes the second's, of more one a class.</summary>
    /// <exception cref="ArgumentException">The model has no number.</exception>
    internal static ModelAnswer[] Each(Model model, bool isMargin) =>
        model is ClassifierModel { Classes.Count: > 2 } classifier
            ? [.. classifier.Classes.Select((_, place) => new ModelAnswer(model, place, isMargin))]
            : [Of(model, new DependenceOptions { Margin = isMargin && model is ClassifierModel })];

    /// <summary>The same number of a model that is asked in the place of this one.</summary>
    internal ModelAnswer For(Model model) => new(model, Class, IsMargin);

    /// <summary>The number for each row.</summary>
    internal double[] Of(Table rows)
    {
        switch (Model)
        {
            case RegressorModel regressor:
                return regressor.PredictValues(rows);
            case OutlierDetectorModel detector:
                return detector.PredictScores(rows);
            case BoostedTreesClassifierModel { Classes.Count: 2 } trees when IsMargin:
                var scores = trees.PredictScores(rows);
                return Class == 1 ? scores : Array.ConvertAll(scores, score => -score);
            case ClassifierPipelineModel { Last: BoostedTreesClassifierModel { Classes.Count: 2 } last } pipeline when IsMargin:
                return For(last).Of(PipelineSteps.Apply([.. pipeline.Steps], rows, pipeline.Input));
            default:
                var classifier = (ClassifierModel)Model;
                return Column(classifier.PredictProbabilities(rows), classifier.Classes.Count);
        }
    }

    /// <summary>The log-odds of a probability, cut where it is 0 or 1 but for roundings.</summary>
    internal static double LogOdds(double probability)
    {
        var cut = Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
        return Math.Log(cut / (1 - cut));
    }

    /// <summary>The rows' columns that the model reads, as it learned them.</summary>
    /// <exception cref="ArgumentException">One is not there.</exception>
    /// <exception cref="TableException">There is no row, or columns do not fit; the message lists all of them.</exception>
    internal Table Read(Table rows, string what = "The table")
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.RowCount == 0)
        {
            throw new TableException($"{what} has no rows; give rows like those that the model was fitted on.");
        }

        return ColumnFit.Fit(rows.Select([.. Model.Input.Fields.Select(field => field.Name)]), Model.Input.Fields);
    }

    /// <summary>The columns of rows that stand for what is not known.</summary>
    /// <exception cref="TableException">There is no row, or the columns are not those of the model; the message lists all that is wrong.</exception>
    internal Table ReadBackground(Table background)
    {
        ArgumentNullException.ThrowIfNull(background);
        var problems = Model.Input.Fields
            .Select(field => !background.Contains(field.Name) ? $"it has no column '{field.Name}'" : ColumnFit.As(background[field.Name], field) is null ? ColumnFit.Problem(background[field.Name], field) : null)
            .Where(problem => problem is not null)
            .ToArray();
        return problems.Length > 0
            ? throw new TableException($"The background does not fit the model: {string.Join("; ", problems)}. Give some 100 rows of the training table.")
            : Read(background, "The background");
    }

    /// <summary>The field of a column that the model reads.</summary>
    /// <exception cref="ArgumentException">It reads none of that name.</exception>
    internal Field FieldOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Model.Input.Find(column) ?? throw new ArgumentException(
            column == Model.Target
                ? $"Column '{column}' is the target, which the model predicts and does not read. It reads: {Names()}."
                : $"The model does not read a column '{column}'.{NearestName.Suggestion(column, Model.Input.Fields.Select(field => field.Name))} It reads: {Names()}.",
            nameof(column));
    }

    string Names() => string.Join(", ", Model.Input.Fields.Select(field => field.Name));

    double[] Column(double[] probabilities, int classes)
    {
        var ofClass = new double[probabilities.Length / classes];
        for (var row = 0; row < ofClass.Length; row++)
        {
            var probability = probabilities[(row * classes) + Class];
            ofClass[row] = IsMargin ? LogOdds(probability) : probability;
        }

        return ofClass;
    }

    static int PlaceOf(ClassifierModel model, string? name)
    {
        if (name is null)
        {
            return model.Classes.Count == 2
                ? 1
                : throw new ArgumentException($"The model tells {model.Classes.Count} classes apart; say with Class which one to explain: {string.Join(", ", model.Classes)}.", nameof(AnswerOptions.Class));
        }

        var place = model.Classes.IndexOf(name);
        return place >= 0
            ? place
            : throw new ArgumentException($"The model has no class '{name}'.{NearestName.Suggestion(name, model.Classes)} It tells apart: {string.Join(", ", model.Classes)}.", nameof(AnswerOptions.Class));
    }
}
