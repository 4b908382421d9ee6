namespace Cambium.Tracking;

/// <summary>
/// Prompts are registered models with a tag. A search leaves them out unless its filter asks for that tag to be "true"; asking for it not to be "true"
/// means models without the tag, too.
/// </summary>
/// <param name="HidesPrompts">Whether prompts are left out.</param>
/// <param name="Clauses">The conditions, without those that hiding prompts does already.</param>
sealed record PromptFilter(bool HidesPrompts, IReadOnlyList<FilterClause> Clauses)
{
    /// <summary>The tag that makes a model a prompt where it is "true".</summary>
    internal const string Tag = "mlflow.prompt.is_prompt";

    internal static PromptFilter Of(IReadOnlyList<FilterClause> clauses) => clauses.Any(AsksForPrompts)
        ? new PromptFilter(false, clauses)
        : new PromptFilter(true, [.. clauses.Where(clause => !AsksForNone(clause))]);

    static bool AsksForPrompts(FilterClause clause) => IsOfTag(clause) && clause is { Comparator: "=", Value: "true" } or { Comparator: "!=", Value: "false" };

    static bool AsksForNone(FilterClause clause) => IsOfTag(clause) && clause is { Comparator: "!=", Value: "true" } or { Comparator: "=", Value: "false" };

    static bool IsOfTag(FilterClause clause) => clause.Key is { Entity: SearchEntity.Tag, Name: Tag };
}
