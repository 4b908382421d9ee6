using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What a command line names as DATA, as a file on this machine; what was fetched for it goes with this.</summary>
/// <param name="path">Where the file lies.</param>
/// <param name="csv">How CSV is read.</param>
/// <param name="version">The version of a dataset that it is; null where it is none.</param>
/// <param name="place">The store of datasets that has it; null where it is no version.</param>
/// <param name="fetched">What is deleted in the end; null where nothing was fetched.</param>
sealed class DataFile(string path, CsvOptions csv, DatasetVersion? version, string? place, IDisposable? fetched) : IDisposable
{
    /// <summary>Where the file lies.</summary>
    internal string Path => path;

    /// <summary>The version of a dataset that it is; null where it is none.</summary>
    internal DatasetVersion? Version => version;

    /// <summary>The store of datasets that has it; null where it is no version.</summary>
    internal string? Place => place;

    /// <summary>Reads it whole.</summary>
    internal Table Read() => Table.Read(path, csv);

    /// <summary>Goes through it in blocks.</summary>
    internal TableScan Scan() => Table.Scan(path, new ScanOptions { Csv = csv });

    public void Dispose() => fetched?.Dispose();
}
