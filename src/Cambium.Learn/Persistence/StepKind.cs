namespace Cambium.Learn;

/// <summary>A step as files and command lines name it.</summary>
/// <param name="Name">Its name: "one-hot".</param>
/// <param name="RecipeType">The type of its recipe.</param>
/// <param name="Read">Reads a fitted step that such a recipe made.</param>
sealed record StepKind(string Name, Type RecipeType, Func<Transform, ModelReader, TransformModel> Read)
{
    internal static StepKind Of<TRecipe>(string name, Func<TRecipe, ModelReader, TransformModel> read)
        where TRecipe : Transform => new(name, typeof(TRecipe), (recipe, reader) => read((TRecipe)recipe, reader));
}
