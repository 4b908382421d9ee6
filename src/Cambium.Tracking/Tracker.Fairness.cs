using System.Text;
using System.Text.Json;
using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>Larger files are no evidence that a run logged: 2 MiB.</summary>
    const int MostFairnessBytes = 2 << 20;

    /// <summary>Keeps how a model treats groups on a run, in place of what it has and also after its end; <see cref="ReadFairness"/> reads it.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, FairnessEvidence fairness)
    {
        ArgumentNullException.ThrowIfNull(fairness);
        LogDocument(runId, RunArtifacts.Fairness, fairness.ToJson());
    }

    /// <summary>The evidence of fairness that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged or too large.</exception>
    public FairnessEvidence? ReadFairness(string runId) => Read(runId, RunArtifacts.Fairness, stream =>
    {
        var bytes = new byte[MostFairnessBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > MostFairnessBytes
            ? throw new JsonException($"It has more than {MostFairnessBytes} bytes.")
            : FairnessEvidence.FromJson(Encoding.UTF8.GetString(bytes, 0, length));
    });
}
