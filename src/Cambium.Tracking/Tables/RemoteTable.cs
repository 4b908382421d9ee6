using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>
/// Tables in files at addresses: <c>s3://bucket/key</c> (with the settings of the environment), <c>https://…</c> and <c>http://…</c>. A file is fetched to a temporary folder, each transfer that breaks
/// off is tried three times, and messages name the address without what may be secret in it.
/// </summary>
public static class RemoteTable
{
    /// <summary>Whether a text is such an address, and not the path of a file.</summary>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RemoteFile.IsOne(text);
    }

    /// <summary>Reads a file whole, by its ending as <see cref="Table.Read"/> does.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">How it is fetched and read.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <exception cref="TrackingException">There is no such file, it is not allowed or too long, or nothing answers.</exception>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public static async Task<Table> ReadAsync(string address, RemoteOptions options, CancellationToken cancellationToken)
    {
        using var file = await FetchAsync(address, options, cancellationToken);
        try
        {
            return Table.Read(file.Path, options.Scan.Csv);
        }
        catch (TableException e)
        {
            throw e.Named(file.Path, file.Shown);
        }
    }

    /// <summary>Goes through a file of any size in blocks, as <see cref="Table.Scan(string)"/> does. It is fetched once and read from there.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">How it is fetched and read.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>The rows, until it is disposed.</returns>
    /// <exception cref="TrackingException">There is no such file, it is not allowed or too long, or nothing answers.</exception>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public static async Task<RemoteScan> ScanAsync(string address, RemoteOptions options, CancellationToken cancellationToken)
    {
        var file = await FetchAsync(address, options, cancellationToken);
        RemoteScan? scan = null;
        try
        {
            return scan = new RemoteScan(Table.Scan(file.Path, options.Scan).Named(file.Path, file.Shown), file);
        }
        catch (TableException e)
        {
            throw e.Named(file.Path, file.Shown);
        }
        finally
        {
            if (scan is null)
            {
                file.Dispose();
            }
        }
    }

    static Task<RemoteFile> FetchAsync(string address, RemoteOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentNullException.ThrowIfNull(options);
        return RemoteFile.IsOne(address)
            ? RemoteFile.FetchAsync(address, options.Time, cancellationToken, options.MaxBytes, options.S3)
            : throw new ArgumentException($"'{address}' is no address of S3 or the web. Write it as s3://bucket/file.csv or https://host/file.csv; a file here is read with Table.Scan.", nameof(address));
    }
}
