using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Why a model answers as it does: what its answers rest on, column by column and row by row.</summary>
public partial class ExplanationPage
{
    ExplanationEvidence? _evidence;
    ExplanationChoice _choice = null!; // set where there is a sample, which all that asks for it shows
    IReadOnlyList<AnswerCurve> _curves = [];

    ExplainedSample? Sample => _evidence?.Sample;

    IReadOnlyList<string> Scripts => [.. Sample is null ? [] : new[] { "explanation.js" }, .. _curves.Count > 0 ? new[] { "effects.js" } : []];

    /// <inheritdoc/>
    protected override void Read()
    {
        _evidence = Subject.Run is null ? null : ExplanationEvidence.Of(Tracker, Subject.Run.Id);
        if (Sample is { } sample)
        {
            _choice = ExplanationChoice.Read(Query, sample);
        }

        var told = Sample?.Outputs[_choice.Output].Class;
        var all = _evidence?.Curves?.Curves.ToArray() ?? [];
        _curves = [.. all.Where(curve => told is null || curve.Class == told || Sample?.Outputs.Count == 1).Take(AnswerCurves.MostColumns)];
    }
}
