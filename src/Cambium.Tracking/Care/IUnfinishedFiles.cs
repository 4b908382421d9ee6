namespace Cambium.Tracking;

/// <summary>An artifact store whose writers, when they are killed, leave something that is no artifact yet.</summary>
interface IUnfinishedFiles
{
    /// <summary>What nobody has written to for some time: path, whether it is a folder, bytes. The paths mean something to <see cref="DeleteUnfinished"/> only.</summary>
    IReadOnlyList<StoredFile> ListUnfinished(TimeSpan untouched);

    /// <summary>Deletes one of them; none there is no error.</summary>
    void DeleteUnfinished(StoredFile file);
}
