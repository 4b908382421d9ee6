namespace Cambium.Learn;

/// <summary>A learner as files and command lines name it.</summary>
/// <param name="Name">Its name: "boosted-trees-classifier".</param>
/// <param name="RecipeType">The type of its recipe.</param>
/// <param name="Read">Reads a model that such a recipe made.</param>
/// <param name="Wants">What must be done to a table of any columns before the learner does well on it.</param>
sealed record LearnerKind(string Name, Type RecipeType, Func<Recipe, ModelHeader, ModelReader, Model> Read, TableWants Wants)
{
    /// <summary>Whether the learner reads sparse columns; others refuse them by name.</summary>
    internal bool ReadsSparse { get; init; }

    internal static LearnerKind Of<TRecipe>(string name, Func<TRecipe, ModelHeader, ModelReader, Model> read, TableWants wants = TableWants.ScaledNumbers)
        where TRecipe : Recipe => new(name, typeof(TRecipe), (recipe, header, reader) => read((TRecipe)recipe, header, reader), wants);
}
