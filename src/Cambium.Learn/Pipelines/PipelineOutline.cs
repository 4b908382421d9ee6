using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// A pipeline as a drawing has it: what it reads, its steps with the columns that each chooses and makes, branches that join, and the learner at its end. Of a model the columns are known, found from what its steps
/// make of a row in which everything is missing; of a recipe they are not. Time and memory: proportional to steps times columns.
/// </summary>
/// <param name="Input">The columns of the user's table; empty where they are not known.</param>
/// <param name="Steps">The steps, in order; the learner, if there is one, is the last.</param>
/// <param name="Target">What is predicted; empty where nothing is, or it is not known.</param>
public sealed record PipelineOutline(EquatableArray<string> Input, EquatableArray<OutlineStep> Steps, string Target)
{
    /// <summary>The outline of a recipe.</summary>
    public static PipelineOutline Of(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new PipelineOutline([], [.. StepsOf(recipe)], "");
    }

    /// <summary>The outline of a model.</summary>
    public static PipelineOutline Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PipelineOutline([.. model.Input.Fields.Select(field => field.Name)], [.. StepsOf(model)], model.Target);
    }

    static IEnumerable<OutlineStep> StepsOf(Model model)
    {
        if (Opened(model) is not var (steps, last))
        {
            return [Learner(model.Recipe)];
        }

        var walked = Walk(steps, MissingRow.Of(model.Input)).Steps;
        return [.. walked, .. StepsOf(last)];
    }

    static IEnumerable<OutlineStep> StepsOf(Recipe recipe)
    {
        if (RecipeCatalog.Opened(recipe) is not var (steps, last))
        {
            return [Learner(recipe)];
        }

        return [.. steps.SelectMany(StepsOf), .. StepsOf(last)];
    }

    static IEnumerable<OutlineStep> StepsOf(Transform step) => step switch
    {
        TransformPipeline pipeline => pipeline.Steps.SelectMany(StepsOf),
        Branches branches => [new OutlineStep { Kind = KindOf(step), Branches = [.. branches.Parts.Select((part, i) => new OutlineBranch($"part {i + 1}", [.. StepsOf(part)]))] }],
        _ => [Plain(step)],
    };

    /// <summary>The steps with their columns, and what they make of a row without values; null where that is not known.</summary>
    static (List<OutlineStep> Steps, Table? After) Walk(IEnumerable<TransformModel> steps, Table? table)
    {
        var walked = new List<OutlineStep>();
        foreach (var step in steps)
        {
            if (step is TransformPipelineModel pipeline)
            {
                var (inner, behind) = Walk(pipeline.Steps, table);
                walked.AddRange(inner);
                table = behind;
                continue;
            }

            var after = table is null ? null : Applied(step, table);
            walked.Add(Told(step, table, after));
            table = after;
        }

        return (walked, table);
    }

    static OutlineStep Told(TransformModel step, Table? before, Table? after)
    {
        var outline = step is BranchesModel branches
            ? new OutlineStep { Kind = KindOf(step.Recipe), Branches = [.. branches.Parts.Select((part, i) => new OutlineBranch($"part {i + 1}", [.. Walk([part], before).Steps]))] }
            : Plain(step.Recipe);
        if (before is null || after is null)
        {
            return outline;
        }

        var made = step.Made.ToArray();
        var changed = after.Columns.Where(column => !before.Contains(column.Name) || !ReferenceEquals(before[column.Name], column)).Select(column => column.Name).ToHashSet();
        var read = made.Where(column => changed.Contains(column.Name)).SelectMany(column => column.Sources).ToHashSet();
        read.UnionWith(changed);
        return outline with
        {
            Reads = [.. before.Columns.Select(column => column.Name).Where(read.Contains)],
            Drops = [.. before.Columns.Select(column => column.Name).Where(name => !read.Contains(name) && !after.Contains(name))],
            Makes = [.. after.Columns.Select(column => column.Name).Where(changed.Contains)],
            Features = after.Columns.Sum(column => column is SparseColumn sparse ? sparse.Width : 1),
        };
    }

    /// <summary>What a step makes of the table, or where it refuses what is missing, of one without rows; null where it cannot be asked, as a program's own step that may want rows.</summary>
    static Table? Applied(TransformModel step, Table table)
    {
        if (PipelineSteps.IsOrHoldsOwn(step))
        {
            return null;
        }

        return Tried(step, table) ?? (table.RowCount > 0 ? Tried(step, EmptyBlock.Of(table.Schema)) : null);
    }

    static Table? Tried(TransformModel step, Table table)
    {
        try
        {
            return step.Apply(table);
        }
        catch (Exception e) when (e is ArgumentException or TableException)
        {
            return null;
        }
    }

    static OutlineStep Plain(Transform step) => new() { Kind = KindOf(step), Settings = SettingsOf(step) };

    static OutlineStep Learner(Recipe recipe)
    {
        var inner = Nesting.Of(recipe).ToArray();
        return new OutlineStep
        {
            Kind = RecipeCatalog.KindOf(recipe),
            IsLearner = true,
            Settings = SettingsOf(recipe),
            Branches = [.. inner.Select((part, i) => new OutlineBranch(TitleOf(recipe, i, inner.Length), [.. StepsOf(part)]))],
        };
    }

    static string TitleOf(Recipe recipe, int place, int count) => recipe switch
    {
        StackingClassifier or StackingRegressor when place == count - 1 => "final",
        StackingClassifier or StackingRegressor or VotingClassifier or VotingRegressor => $"member {place + 1}",
        _ => "base",
    };

    static string KindOf(Transform step) => ModelKinds.KindOf(step).Name;

    static EquatableArray<OutlineSetting> SettingsOf(object part)
    {
        var plain = RecipeSettings.Of(Activator.CreateInstance(part.GetType())!).ToDictionary(setting => setting.Name, setting => setting.Value); // ! a recipe is a class
        return [.. RecipeSettings.Values(part).Where(setting => plain[setting.Name] != setting.Text && !RecipeText.IsRecipe(setting.Type)).Select(setting => new OutlineSetting(setting.Name, setting.Text))];
    }

    static (EquatableArray<TransformModel> Steps, Model Last)? Opened(Model model) => model switch
    {
        ClassifierPipelineModel pipeline => (pipeline.Steps, pipeline.Last),
        RegressorPipelineModel pipeline => (pipeline.Steps, pipeline.Last),
        ClustererPipelineModel pipeline => (pipeline.Steps, pipeline.Last),
        OutlierDetectorPipelineModel pipeline => (pipeline.Steps, pipeline.Last),
        _ => null,
    };
}
