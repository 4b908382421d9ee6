using Cambium.Data;

namespace Cambium.Cli;

/// <summary>A way to explain a model that "cambium explain" knows.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="Scope">What it tells of.</param>
/// <param name="NeedsColumn">Whether it is about columns that must be named.</param>
/// <param name="TakesPairs">Whether two columns may be asked about together.</param>
sealed record ExplainMethod(string Name, ExplainScope Scope, bool NeedsColumn = false, bool TakesPairs = false)
{
    internal const string Shap = "shap";
    internal const string KernelShap = "kernel";
    internal const string PermutationShap = "permutation-shap";
    internal const string Permutation = "permutation";
    internal const string PartialDependence = "pdp";
    internal const string IndividualCurves = "ice";
    internal const string AccumulatedEffects = "ale";
    internal const string Interaction = "interaction";
    internal const string Lime = "lime";
    internal const string Surrogate = "surrogate";
    internal const string Anchors = "anchors";

    internal static readonly ExplainMethod[] All =
    [
        new(Shap, ExplainScope.RowOrModel),
        new(KernelShap, ExplainScope.RowOrModel),
        new(PermutationShap, ExplainScope.RowOrModel),
        new(Permutation, ExplainScope.Model),
        new(PartialDependence, ExplainScope.Model, NeedsColumn: true, TakesPairs: true),
        new(IndividualCurves, ExplainScope.Model, NeedsColumn: true),
        new(AccumulatedEffects, ExplainScope.Model, NeedsColumn: true, TakesPairs: true),
        new(Interaction, ExplainScope.Model),
        new(Lime, ExplainScope.Row),
        new(Anchors, ExplainScope.Row),
        new(Surrogate, ExplainScope.Model),
    ];

    /// <summary>The words of all, for messages.</summary>
    internal static string Names => string.Join(", ", All.Select(method => method.Name));

    /// <summary>The method of a name.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static ExplainMethod Of(string name) =>
        Array.Find(All, method => method.Name == name)
            ?? throw CommandException.Misuse($"--method knows no '{name}'.{NearestName.Suggestion(name, All.Select(method => method.Name))} The methods are: {Names}.");
}
