using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>The table that a training reads, and what its run notes of it.</summary>
/// <param name="Table">The table, before anything is left out of it.</param>
/// <param name="Words">How a further command names it: the file or address, or the version with its number.</param>
/// <param name="FileName">The file's name, or the version.</param>
/// <param name="Version">The version of a dataset that it is; null where it is none.</param>
/// <param name="Place">The store of datasets that has it; empty where it is no version.</param>
/// <param name="PlaceWords">What a further command must be told to find it again.</param>
sealed record TrainingData(Table Table, string Words, string FileName, DatasetVersion? Version, string Place, string PlaceWords)
{
    /// <summary>The name of the dataset, or that of the file without its ending.</summary>
    internal string Title => Version?.Name ?? Path.GetFileNameWithoutExtension(FileName);

    /// <summary>Reads what a command line names.</summary>
    internal static TrainingData Read(Invocation invocation, TrainOptions options)
    {
        var data = invocation.Value(options.Data);
        using var file = options.Csv.Open(invocation, data);
        return file is { Version: { } version, Place: { } place }
            ? new TrainingData(file.Read(), DatasetView.Reference(version), DatasetView.Reference(version), version, place, options.Csv.PlaceWords(invocation))
            : new TrainingData(file.Read(), data, Path.GetFileName(file.Path), null, "", "");
    }

    /// <summary>Notes on a run what it reads.</summary>
    internal void NoteOn(Run run)
    {
        if (Version is null)
        {
            run.Input(FileName, Table, Words);
        }
        else
        {
            run.Input(Version, Place);
        }
    }
}
