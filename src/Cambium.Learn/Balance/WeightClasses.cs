using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Weighs training rows so that all classes weigh alike, or as given; rows and features stay.</summary>
/// <remarks>
/// <para>Balanced, a row of class c weighs W / (k × W_c), with W the weight of all rows, W_c that of the class's and k classes: the sum of
/// weights stays. Weights that there are already are multiplied.</para>
/// <para>Time O(n). Use it before any learner that takes weights, instead of repeating rows.</para>
/// <para>Source: G. King, L. Zeng, "Logistic Regression in Rare Events Data", 2001, section 4.2.</para>
/// </remarks>
public sealed record WeightClasses : Resampler
{
    /// <summary>What rows of a class are multiplied by, on top of the balance; classes not named by 1. Default none.</summary>
    public EquatableArray<ClassWeight> Weights { get; init; } = [];

    /// <summary>Whether the classes are balanced. Default true.</summary>
    public bool Balanced { get; init; } = true;

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        ThrowIfUnknown(classes.Classes, target.Name);
        var problems = new List<string>();
        var weights = rows.Weight is { } given ? TrainingRows.Weights(Table.Create(given), given.Name, problems) : [];
        TrainingRows.ThrowIfAny(problems, rows.Weight?.Name ?? target.Name);
        var weighted = weights.Length == 0 ? Ones(classes.Codes.Length) : (double[])weights.Clone();
        var whole = weighted.Sum();
        for (var code = 0; code < classes.Rows.Length; code++)
        {
            var own = classes.Rows[code].Sum(row => weighted[row]);
            var factor = (Weights.FirstOrDefault(weight => weight.Class == classes.Classes[code])?.Weight ?? 1) *
                (Balanced && own > 0 ? whole / (classes.Rows.Length * own) : 1);
            foreach (var row in classes.Rows[code])
            {
                weighted[row] *= factor;
            }
        }

        return rows with { Weight = Column.Of(rows.Weight?.Name ?? FreeName(rows.Features, target.Name), weighted) };
    }

    void ThrowIfUnknown(EquatableArray<string> classes, string target)
    {
        var strangers = Weights.Where(weight => classes.IndexOf(weight.Class) < 0).Select(weight => $"'{weight.Class}' is no class of the target '{target}'");
        var twice = Weights.GroupBy(weight => weight.Class).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' is given twice");
        var problems = strangers.Concat(twice).ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException($"{nameof(Weights)} do not fit: {string.Join("; ", problems)}. The classes are {string.Join(", ", classes)}.", nameof(Weights));
        }
    }

    static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    /// <summary>A name for a column of weights that nothing else has.</summary>
    internal static string FreeName(Table features, string target)
    {
        var name = "weight";
        while (features.Contains(name) || name == target)
        {
            name += "_";
        }

        return name;
    }
}
