namespace Cambium.Learn;

public abstract partial class Model
{
    /// <summary>
    /// Saves the model as a folder of data, never code: <c>MLmodel</c>, <c>model.json</c> and <c>weights.safetensors</c>. The folder
    /// appears whole or not at all; an existing model there is replaced. Equal models give equal bytes, the time in <c>MLmodel</c> apart.
    /// </summary>
    /// <param name="folder">The folder to write; parents are made.</param>
    /// <exception cref="IOException">The folder cannot be written, or holds something else than a model.</exception>
    public void Save(string folder) => Save(folder, TimeProvider.System);

    /// <inheritdoc cref="Save(string)"/>
    /// <param name="folder">The folder to write; parents are made.</param>
    /// <param name="time">Tells the time that <c>MLmodel</c> names.</param>
    public void Save(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        ModelFolder.Write(this, folder, time.GetUtcNow());
    }

    /// <summary>Loads a saved model. It answers byte for byte as the one that was saved.</summary>
    /// <param name="folder">A folder that <see cref="Save(string)"/> wrote.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ModelFormatException">The folder holds no model, or one that this version cannot read.</exception>
    public static Model Load(string folder) => Load(folder, new LoadOptions());

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="folder">A folder that <see cref="Save(string)"/> wrote.</param>
    /// <param name="options">The steps of the program's own that the model may hold.</param>
    public static Model Load(string folder, LoadOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(options);
        return ModelFolder.Read(folder, options);
    }
}
