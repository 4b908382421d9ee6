namespace Cambium.Cli;

/// <summary>What a command has open until its end.</summary>
sealed class OpenedFiles : IDisposable
{
    readonly List<IDisposable> _items = [];

    public void Dispose() => _items.ForEach(item => item.Dispose());

    /// <summary>Closes it at the end.</summary>
    internal T Add<T>(T item)
        where T : IDisposable
    {
        _items.Add(item);
        return item;
    }
}
