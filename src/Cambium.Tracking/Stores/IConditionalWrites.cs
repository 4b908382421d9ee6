namespace Cambium.Tracking;

/// <summary>A store of files in which of several writers of one new file exactly one comes first.</summary>
interface IConditionalWrites
{
    /// <summary>Writes a small file where there is none; it appears whole.</summary>
    /// <returns>Whether it was written: false where there is one, which then stays as it is.</returns>
    /// <exception cref="TrackingException">The path leaves the root, or there is no room (<see cref="TrackingErrorCode.InsufficientStorage"/>).</exception>
    bool TryAdd(string path, ReadOnlyMemory<byte> content);
}
