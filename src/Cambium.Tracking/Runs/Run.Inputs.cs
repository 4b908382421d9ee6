using Cambium.Data;

namespace Cambium.Tracking;

public sealed partial class Run
{
    /// <summary>What a table is read for unless it is said.</summary>
    const string Training = "training";

    /// <summary>
    /// Notes a version of a dataset as one that the run read, with its fingerprint, schema and the digest of its profile. MLflow's clients see it as a dataset input.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="place">The store that has it, <see cref="DatasetStore.Place"/>.</param>
    /// <param name="context">What for it was read: at most 500 characters.</param>
    /// <exception cref="TrackingException">The run has ended, or a text is too long.</exception>
    public void Input(DatasetVersion version, string place, string context = Training)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentException.ThrowIfNullOrEmpty(place);
        Note(InputRecords.Of(version, place, context));
    }

    /// <summary>Notes a table as one that the run read, with its fingerprint, schema and the digest of its profile. Time: that of a fingerprint and a profile.</summary>
    /// <param name="name">What to call it, such as the file's name; cut at 500 characters.</param>
    /// <param name="table">The table as it was read, before anything was done to it.</param>
    /// <param name="source">Where it comes from: a file, or its address, of which what may be secret is left out.</param>
    /// <param name="context">What for it was read: at most 500 characters.</param>
    /// <exception cref="TrackingException">The run has ended, or a text is too long.</exception>
    public void Input(string name, Table table, string source, string context = Training)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(source);
        Note(InputRecords.Of(name, table, source, context));
    }

    void Note(DatasetInput input)
    {
        Limits.Dataset(input);
        Write(() => _runs.LogInputs(Id, [input], []));
    }
}
