using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Tracking;

/// <summary>The artifacts that <see cref="Run"/> writes itself, by path.</summary>
public static class RunArtifacts
{
    /// <summary>The folder of the saved model.</summary>
    public const string Model = "model";

    /// <summary>The report; read by <see cref="Tracker.ReadReport"/>.</summary>
    public const string Report = "report.json";

    /// <summary>The explanation; read by <see cref="Tracker.ReadExplanation"/>.</summary>
    public const string Explanation = "explanation.json";

    /// <summary>All that is to be told of the model, in words and figures; read by <see cref="Tracker.ReadModelReport"/>.</summary>
    public const string ModelReport = "model-report.json";

    /// <summary>The same as a page.</summary>
    public const string ModelReportPage = "model-report.html";

    /// <summary>Explained rows with their values; read by <see cref="Tracker.ReadShap"/>.</summary>
    public const string Shap = "shap.json";

    /// <summary>How answers go with single columns; read by <see cref="Tracker.ReadEffects"/>.</summary>
    public const string Effects = "effects.json";

    /// <summary>The comparison of groups; read by <see cref="Tracker.ReadGroups"/>.</summary>
    public const string Groups = "groups.json";

    /// <summary>The weak spots; read by <see cref="Tracker.ReadSlices"/>.</summary>
    public const string Slices = "slices.json";

    /// <summary>How the model treats groups, at every threshold; read by <see cref="Tracker.ReadFairness"/>.</summary>
    public const string Fairness = "fairness.json";

    /// <summary>The profile of the table learned from; read by <see cref="Tracker.ReadProfile"/>.</summary>
    public const string Profile = "profile.json";

    /// <summary>The report of a search; read by <see cref="Tracker.ReadSearch"/>.</summary>
    public const string Search = "search.json";

    /// <summary>What a search may try; read by <see cref="Tracker.ReadSpace"/>.</summary>
    public const string Space = "search-space.json";

    /// <summary>The importance of settings while a search is under way; read by <see cref="Tracker.ReadImportances"/>.</summary>
    public const string Importances = "search-importances.json";

    /// <summary>A learning curve; read by <see cref="Tracker.ReadLearningCurve"/>.</summary>
    public const string LearningCurve = "learning-curve.json";

    /// <summary>A validation curve; read by <see cref="Tracker.ReadValidationCurve"/>.</summary>
    public const string ValidationCurve = "validation-curve.json";

    /// <summary>A trial of a search, in the trial's own run.</summary>
    public const string Trial = "trial.json";

    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
