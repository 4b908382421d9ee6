using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a program knows that loads a model.</summary>
public sealed record LoadOptions
{
    /// <summary>The steps of the program's own that models may hold, by name. Default none.</summary>
    public EquatableArray<OwnStep> Steps { get; init => field = Checked(value); } = [];

    static EquatableArray<OwnStep> Checked(EquatableArray<OwnStep> steps)
    {
        var twice = steps.GroupBy(step => step.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null && steps.All(step => step.Name != StepFunction.Same.Name)
            ? steps
            : throw new ArgumentException(
                $"{nameof(Steps)} holds {(twice is null ? $"a step '{StepFunction.Same.Name}', which is there already" : $"two steps '{twice.Key}'")}; names of steps must differ.", nameof(Steps));
    }
}
