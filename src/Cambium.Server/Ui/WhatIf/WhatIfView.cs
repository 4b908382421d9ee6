using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a what-if page shows: the fields of a row and the model's answer, beside that to the row at the start.</summary>
public sealed class WhatIfView
{
    WhatIfView(WhatIfSubject subject, Profile? profile, IReadOnlyDictionary<string, double> importance, IReadOnlyDictionary<string, string?> start, WhatIfRow row, CancellationToken cancellationToken)
    {
        Target = subject.Model.Target;
        var first = WhatIfRow.Of(subject.Model.Input, start);
        Fields = WhatIfField.Of(subject.Model.Input, first.Texts, row, profile, importance);
        if (row.Table is null)
        {
            // What is wrong stands beside the fields; what no field can tell stands here.
            Problem = $"The model was not asked: {row.Told()}.";
            return;
        }

        try
        {
            var now = WhatIfAnswer.Of(subject.Model, row.Table, cancellationToken);
            Change = new WhatIfChange(Ask(subject.Model, first, cancellationToken) ?? now, now, [.. Fields.Where(field => field.IsChanged).Select(field => field.Name)]);
        }
        catch (TableException e)
        {
            Problem = $"The model does not take this row: {e.Message}";
            Fields = [.. Fields.Select(field => field.Name == e.Column ? field with { Problem = "the model does not take this value" } : field)];
        }
    }

    /// <summary>The columns, those that count most first where that is known.</summary>
    internal IReadOnlyList<WhatIfField> Fields { get; }

    /// <summary>The answers; null where there is a <see cref="Problem"/>.</summary>
    internal WhatIfChange? Change { get; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    internal string? Problem { get; }

    /// <summary>What the model predicts; empty where it has no target.</summary>
    internal string Target { get; }

    /// <summary>The view for a row that was sent.</summary>
    internal static WhatIfView Of(WhatIfSubject subject, Tracker tracker, WhatIfRow row, CancellationToken cancellationToken)
    {
        var evidence = WhatIfEvidence.Of(tracker, subject.RunId);
        return new(subject, evidence.Profile, evidence.Importance, subject.Typical(evidence.Profile), row, cancellationToken);
    }

    /// <summary>The view for an address, whose query holds what differs from the start.</summary>
    internal static WhatIfView Of(WhatIfSubject subject, Tracker tracker, Microsoft.AspNetCore.Http.IQueryCollection query)
    {
        var evidence = WhatIfEvidence.Of(tracker, subject.RunId);
        var start = subject.Typical(evidence.Profile);
        var texts = subject.Model.Input.Fields.ToDictionary(
            field => field.Name,
            field => query.TryGetValue(WhatIfField.Prefix + field.Name, out var given) ? given.ToString() : start[field.Name],
            StringComparer.Ordinal);
        return new(subject, evidence.Profile, evidence.Importance, start, WhatIfRow.Of(subject.Model.Input, texts), CancellationToken.None);
    }

    /// <summary>The answer to the row at the start; null where the model does not take it.</summary>
    static WhatIfAnswer? Ask(Model model, WhatIfRow row, CancellationToken cancellationToken)
    {
        try
        {
            return row.Table is null ? null : WhatIfAnswer.Of(model, row.Table, cancellationToken);
        }
        catch (TableException)
        {
            // A typical row that the model does not take: there is nothing to hold the answer against but itself.
            return null;
        }
    }
}
