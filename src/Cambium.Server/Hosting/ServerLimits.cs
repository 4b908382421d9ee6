namespace Cambium.Server;

/// <summary>How much one request may ask of the server.</summary>
static class ServerLimits
{
    /// <summary>Longest request line; a comparison of <see cref="ComparedRuns"/> runs with a filter needs under 1 KiB.</summary>
    internal const int RequestLineBytes = 16 * 1024;

    /// <summary>Most runs side by side; more columns cannot be told apart.</summary>
    internal const int ComparedRuns = 24;

    /// <summary>Rows of a page of the table of runs.</summary>
    internal const int RunsPerPage = 100;

    /// <summary>Most bytes of an artifact that a page shows; the download is always whole.</summary>
    internal const int PreviewBytes = 512 * 1024;

    /// <summary>Largest picture or HTML file that a page shows; it is sent whole. Also the largest Parquet file that is fetched from where it cannot be read in parts.</summary>
    internal const int ShownBytes = 20 * 1024 * 1024;

    /// <summary>Most rows of a CSV or Parquet artifact that a page shows.</summary>
    internal const int PreviewRows = 200;

    /// <summary>Most points of a curve that are sent to the browser.</summary>
    internal const int CurvePoints = 1000;

    /// <summary>Loaded models that are kept; the one unused for longest leaves.</summary>
    internal const int LoadedModels = 8;
}
