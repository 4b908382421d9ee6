using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What a command line names as DATA, as a file on this machine; what was fetched for it goes with this.</summary>
/// <param name="path">Where the file lies.</param>
/// <param name="shown">What messages call it.</param>
/// <param name="csv">How CSV is read.</param>
/// <param name="version">The version of a dataset that it is; null where it is none.</param>
/// <param name="place">The store of datasets that has it; null where it is no version.</param>
/// <param name="fetched">What is deleted in the end; null where nothing was fetched.</param>
sealed class DataFile(string path, string shown, CsvOptions csv, DatasetVersion? version, string? place, IDisposable? fetched) : IDisposable
{
    /// <summary>Where the file lies.</summary>
    internal string Path => path;

    /// <summary>The version of a dataset that it is; null where it is none.</summary>
    internal DatasetVersion? Version => version;

    /// <summary>The store of datasets that has it; null where it is no version.</summary>
    internal string? Place => place;

    /// <summary>Reads it whole.</summary>
    internal Table Read()
    {
        try
        {
            return Table.Read(path, csv);
        }
        catch (TableException e)
        {
            throw e.Named(path, shown);
        }
    }

    /// <summary>Goes through it in blocks, as often as one likes until this is disposed.</summary>
    internal TableScan Scan() => Scan(new ScanOptions());

    /// <inheritdoc cref="Scan()"/>
    /// <param name="options">The size of a block; how CSV is read is known here.</param>
    internal TableScan Scan(ScanOptions options)
    {
        try
        {
            return Table.Scan(path, options with { Csv = csv }).Named(path, shown);
        }
        catch (TableException e)
        {
            throw e.Named(path, shown);
        }
    }

    public void Dispose() => fetched?.Dispose();
}
