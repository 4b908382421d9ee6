using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Training rows, a recipe to ask about them, and the columns to choose among.</summary>
sealed class SelectionRows
{
    readonly StepRows _rows;
    readonly string _target;

    SelectionRows(StepRows rows, string target, Column[] columns, Recipe recipe)
    {
        _rows = rows;
        _target = target;
        Columns = columns;
        Recipe = recipe;
    }

    internal Column[] Columns { get; }

    internal Recipe Recipe { get; }

    /// <summary>Reads the rows; a recipe that is not given is a forest.</summary>
    /// <exception cref="ArgumentException">The recipe is no learner of the target.</exception>
    internal static SelectionRows Of(StepRows rows, Column target, ColumnSelection chosen, Recipe? recipe, long seed, Transform step)
    {
        var columns = StepColumns.Of(rows.Features, chosen, column => column.Type is not (ColumnType.String or ColumnType.Sparse), "numbers, truths, moments and categories");
        var asked = recipe ?? (rows.TargetIsClasses ? new RandomForestClassifier { Seed = seed } : new RandomForestRegressor { Seed = seed });
        return asked is Classifier or Regressor
            ? new SelectionRows(rows, target.Name, columns, asked)
            : throw new ArgumentException($"{step.GetType().Name} asks a classifier or a regressor, but Model is a {asked.GetType().Name}.", "Model");
    }

    /// <summary>The training rows of some columns, with target and weight.</summary>
    internal Table Train(IEnumerable<string> columns) => PipelineSteps.Beside(_rows with { Features = _rows.Features.Select([.. columns]) });

    /// <summary>Fits the recipe on some columns.</summary>
    internal Model Fit(Table train, FitOptions options) => Recipe.Fit(train, _target, options with { Weight = _rows.Weight?.Name, Validation = null, Progress = null });

    /// <summary>Fits the recipe on some columns and asks it what each is worth.</summary>
    internal double[] Importances(EquatableArray<string> columns, FitOptions options)
    {
        if (columns.Count == 0)
        {
            return [];
        }

        var train = Train(columns);
        return Importances(train, columns, options);
    }

    /// <summary>Fits the recipe on rows and asks it what each of their columns is worth.</summary>
    internal double[] Importances(Table train, EquatableArray<string> columns, FitOptions options) => LearnedImportance.Of(Fit(train, options), train, columns, options);
}
