namespace Cambium.Cli;

/// <summary>A file to write, looked at before any work is done.</summary>
static class OutputFile
{
    /// <summary>The file, whose folder is there; null where none is asked for.</summary>
    /// <exception cref="CommandException">There is no such folder, or it is one itself.</exception>
    internal static string? Of(string? file)
    {
        if (file is not null && Directory.Exists(file))
        {
            throw CommandException.Failed($"'{file}' is a folder. Name a file to write.");
        }

        var folder = file is null ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        return folder is null || Directory.Exists(folder)
            ? file
            : throw CommandException.Failed($"There is no folder '{folder}' to write '{Path.GetFileName(file)}' to. Make it first, or name another file.");
    }
}
