namespace Cambium.Learn;

public abstract partial class Model
{
    /// <summary>
    /// Saves the model as a folder of data, never code: <c>MLmodel</c>, <c>model.json</c> and <c>weights.safetensors</c>. The folder appears whole or
    /// not at all; an existing model there is replaced.
    /// </summary>
    /// <param name="folder">The folder to write; parents are made.</param>
    /// <exception cref="IOException">The folder cannot be written, or holds something else than a model.</exception>
    public void Save(string folder) => throw new NotImplementedException();

    /// <summary>Loads a saved model. It answers byte for byte as the one that was saved.</summary>
    /// <param name="folder">A folder that <see cref="Save"/> wrote.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ModelFormatException">The folder holds no model, or one that this version cannot read.</exception>
    public static Model Load(string folder) => throw new NotImplementedException();
}
