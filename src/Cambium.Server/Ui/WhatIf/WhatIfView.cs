using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>What a what-if page shows: the fields of a row and the model's answer, beside that to the row at the start.</summary>
public sealed class WhatIfView
{
    WhatIfView(WhatIfSubject subject, WhatIfEvidence evidence, WhatIfRow start, WhatIfRow row, CancellationToken cancellationToken)
    {
        Target = subject.Model.Target;
        Fields = WhatIfField.Of(subject.Model.Input, start.Texts, row, evidence.Profile, evidence.Importance);
        if (row.Table is null)
        {
            Problem = $"The model was not asked: {row.Told()}.";
            return;
        }

        try
        {
            var now = WhatIfAnswer.Of(subject.Model, row.Table, evidence.KeptRows, cancellationToken);
            Change = new WhatIfChange(
                Ask(subject.Model, start, evidence.KeptRows, cancellationToken) ?? now, now, [.. Fields.Where(field => field.IsChanged).Select(field => field.Name)]);
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

    /// <summary>The kept rows to start from; none where the run kept none.</summary>
    internal IReadOnlyList<WhatIfSampledRow> Starts { get; private init; } = [];

    /// <summary>The number of the kept row that is the start; null where typical values are.</summary>
    internal int? From { get; private init; }

    /// <summary>The changes that turn the answer; null where nobody asked for them.</summary>
    internal WhatIfFlip? Flip { get; private init; }

    /// <summary>The view for a row that was sent.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="tracker">Has what its run tells.</param>
    /// <param name="row">The row.</param>
    /// <param name="query">Names the start.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal static WhatIfView Of(WhatIfSubject subject, Tracker tracker, WhatIfRow row, IQueryCollection query, CancellationToken cancellationToken)
    {
        var evidence = WhatIfEvidence.Of(tracker, subject);
        return new(subject, evidence, StartOf(subject, evidence, query).Row, row, cancellationToken);
    }

    /// <summary>The view for an address, whose query holds the start and what differs from it.</summary>
    internal static WhatIfView Of(WhatIfSubject subject, Tracker tracker, IQueryCollection query)
    {
        var evidence = WhatIfEvidence.Of(tracker, subject);
        var (from, start) = StartOf(subject, evidence, query);
        var texts = subject.Model.Input.Fields.ToDictionary(
            field => field.Name,
            field => query.TryGetValue(WhatIfField.Prefix + field.Name, out var given) ? given.ToString() : start.Texts[field.Name],
            StringComparer.Ordinal);
        var row = WhatIfRow.Of(subject.Model.Input, texts);
        return new(subject, evidence, start, row, CancellationToken.None)
        {
            From = from,
            Starts = evidence.KeptRows.Value?.Rows ?? [],
            Flip = query.ContainsKey(WhatIfFlip.Parameter) && row.Table is { } table && evidence.KeptRows.Value is { } kept ? WhatIfFlip.Of(subject.Model, table, kept.Table) : null,
        };
    }

    /// <summary>The row that the query names, else typical values.</summary>
    static (int? From, WhatIfRow Row) StartOf(WhatIfSubject subject, WhatIfEvidence evidence, IQueryCollection query) =>
        int.TryParse(query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && evidence.KeptRows.Value?.Rows.FirstOrDefault(row => row.Number == number) is { } kept
            ? (number, kept.Row)
            : (null, WhatIfRow.Of(subject.Model.Input, subject.Typical(evidence.Profile)));

    /// <summary>The answer to the row at the start; null where the model does not take it.</summary>
    static WhatIfAnswer? Ask(Model model, WhatIfRow row, Lazy<WhatIfSample?> kept, CancellationToken cancellationToken)
    {
        try
        {
            return row.Table is null ? null : WhatIfAnswer.Of(model, row.Table, kept, cancellationToken);
        }
        catch (TableException)
        {
            // A typical row that the model does not take: there is nothing to hold the answer against but itself.
            return null;
        }
    }
}
