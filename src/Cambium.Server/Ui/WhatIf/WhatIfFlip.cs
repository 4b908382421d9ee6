using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>The nearest changes of a row that turn the model's decision, or why there are none.</summary>
/// <param name="Wanted">What the answer is to be.</param>
/// <param name="Items">The changes, the nearest first.</param>
/// <param name="Problem">Why there are none; null where there are.</param>
public sealed record WhatIfFlip(string Wanted, IReadOnlyList<Counterfactual> Items, string? Problem)
{
    /// <summary>The part of the address that asks for them.</summary>
    internal const string Parameter = "flip";

    /// <summary>Whether a model has one other decision to turn to.</summary>
    internal static bool IsPossible(Model model) => model is ClassifierModel { Classes.Count: 2 };

    /// <summary>Looks for them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">The row.</param>
    /// <param name="background">Rows that tell what values there are and how far they spread.</param>
    internal static WhatIfFlip Of(Model model, Table row, Table background)
    {
        if (!IsPossible(model))
        {
            return new("", [], "Only a model of two classes has one other decision to turn to; for others use: cambium counterfactual MODEL DATA --class NAME");
        }

        try
        {
            var found = Counterfactuals.Of(model, row, background, new CounterfactualOptions());
            return new(found.Wanted, found.Items, found.Items.Count > 0 ? null : found.ToString().Trim());
        }
        catch (Exception e) when (e is ArgumentException or TableException)
        {
            return new("", [], e.Message);
        }
    }
}
