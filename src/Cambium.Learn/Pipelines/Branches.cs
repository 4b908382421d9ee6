using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps beside each other: each part sees the same columns, and what they leave is joined, part by part.</summary>
/// <remarks>
/// <para>A part passes through the columns that it does not change; begin it with <see cref="SelectColumns"/> to take only some. A name that two parts leave is refused. Parts may learn from the target,
/// but may not change which training rows there are.</para>
/// <para>Time and memory are those of the parts, one after another. Use it where some columns go one way and others another, or one column goes two ways; without parts the table stays as it is.</para>
/// <para>Source: own definition; the same idea as scikit-learn's FeatureUnion and ColumnTransformer.</para>
/// </remarks>
public sealed record Branches : Transform
{
    // Deeper ones would not fit into the JSON of a saved model.
    const int MaxDepth = 2;

    /// <summary>The parts, each a step or several joined with <c>Then</c>. Default none. At most two branches within each other.</summary>
    public EquatableArray<Transform> Parts { get; init => field = Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A part learns from the target.</exception>
    public override BranchesModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Fit(new StepRows(features, Target: null, Weight: null), options).Model;
    }

    /// <summary>The parts with their steps, one a line.</summary>
    public override string ToString() => PipelineTree.Of(this);

    internal override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, FitOptions options) => Fit(rows, options);

    (BranchesModel Model, StepRows Rows) Fit(StepRows rows, FitOptions options)
    {
        if (Parts.Count == 0)
        {
            return (new BranchesModel(this, [], rows.Features.Columns.Select(column => column.Name).ToEquatableArray(), []), rows);
        }

        var parts = new TransformModel[Parts.Count];
        var columns = new List<Column>();
        var outputs = new EquatableArray<string>[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            (parts[i], var left) = Parts[i].FitOn(rows, options);
            if (left.Features.RowCount != rows.Features.RowCount || !ReferenceEquals(left.Target, rows.Target) || !ReferenceEquals(left.Weight, rows.Weight))
            {
                throw new ArgumentException(
                    $"Part {i + 1} of the branches ({RecipeText.Of(Parts[i])}) changes which training rows there are, so that it cannot stand beside others. Put it before or behind the branches.", nameof(rows));
            }

            outputs[i] = left.Features.Columns.Select(column => column.Name).ToEquatableArray();
            columns.AddRange(left.Features.Columns);
        }

        ThrowIfTwice(outputs);
        var model = new BranchesModel(this, parts, rows.Features.Columns.Select(column => column.Name).ToEquatableArray(), outputs);
        return (model, rows with { Features = Table.Create(columns) });
    }

    void ThrowIfTwice(EquatableArray<string>[] outputs)
    {
        var from = new Dictionary<string, int>();
        for (var i = 0; i < outputs.Length; i++)
        {
            foreach (var name in outputs[i])
            {
                if (!from.TryAdd(name, i))
                {
                    throw new TableException(
                        $"Parts {from[name] + 1} and {i + 1} of the branches ({RecipeText.Of(Parts[from[name]])}; {RecipeText.Of(Parts[i])}) both leave a column '{name}'. " +
                        "Take only some columns with SelectColumns at the start of a part, or rename one.")
                    {
                        Column = name,
                    };
                }
            }
        }
    }

    static EquatableArray<Transform> Checked(EquatableArray<Transform> parts)
    {
        var depth = parts.Select(Depth).DefaultIfEmpty(0).Max() + 1;
        return depth <= MaxDepth ? parts : throw new ArgumentException($"{nameof(Parts)} makes {depth} branches within each other, expected at most {MaxDepth}.", nameof(Parts));
    }

    static int Depth(Transform step) => step switch
    {
        Branches branches => branches.Parts.Select(Depth).DefaultIfEmpty(0).Max() + 1,
        TransformPipeline pipeline => pipeline.Steps.Select(Depth).DefaultIfEmpty(0).Max(),
        _ => 0,
    };
}
