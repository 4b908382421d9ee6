using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a model's quality rests on, in words.</summary>
static class DriverSentences
{
    const int Named = 3;
    const int IdleNamed = 8;

    internal static EquatableArray<string> Of(Explanation? explanation)
    {
        if (explanation is null)
        {
            return [];
        }

        var used = explanation.Importances.Where(importance => importance.Drop > importance.StandardDeviation).ToArray();
        var idle = explanation.Importances.Where(importance => importance.Drop <= importance.StandardDeviation).Select(importance => $"'{importance.Column}'").ToArray();
        if (used.Length == 0)
        {
            return [$"Shuffling no single column lowers {explanation.Score} beyond chance: its quality rests on none of them alone."];
        }

        var sentences = new List<string>
        {
            $"Most rests on '{used[0].Column}': with its values shuffled, {explanation.Score} falls from {ReportNumbers.Of(explanation.Baseline)} to {ReportNumbers.Of(explanation.Baseline - used[0].Drop)}.",
        };
        if (used.Length > 1)
        {
            sentences.Add($"Then on {ReportNumbers.List([.. used.Skip(1).Take(Named - 1).Select(importance => $"'{importance.Column}' (to {ReportNumbers.Of(explanation.Baseline - importance.Drop)})")])}.");
        }

        if (idle.Length > 0)
        {
            var more = idle.Length > IdleNamed ? $" and {idle.Length - IdleNamed} more" : "";
            sentences.Add($"It would do as well without {(more.Length > 0 ? string.Join(", ", idle.Take(IdleNamed)) + more : ReportNumbers.List(idle))}{(idle.Length > 1 ? ", each by itself" : "")}.");
        }

        sentences.Add("What its answers rest on is no cause: changing such a value in the world need not change the outcome.");
        return sentences.ToEquatableArray();
    }
}
