namespace Cambium.Tracking;

/// <summary>
/// What a call of a store brings along from where it was made, such as the request of a server that is being answered, without every store passing it on.
/// Here: nothing, as in the embedded API.
/// </summary>
class CallSurroundings
{
    internal static readonly CallSurroundings None = new();

    /// <summary>How long a read may take that begins now.</summary>
    internal virtual ReadBounds BoundsOfRead() => ReadBounds.None;

    /// <summary>What is to be entered into the audit log with the next write; null where nothing is.</summary>
    internal virtual EntryWithWrite? EntryOfWrite() => null;
}
