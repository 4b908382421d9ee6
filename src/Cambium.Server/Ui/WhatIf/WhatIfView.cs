using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>What a what-if page shows: the fields of a row and the model's answer, beside that to the row at the start.</summary>
public sealed class WhatIfView
{
    /// <summary>Columns that the model does not have, each of which is told.</summary>
    const int MostUnknown = 5;

    WhatIfView(WhatIfSubject subject, WhatIfEvidence evidence, WhatIfRow start, WhatIfRow row, CancellationToken cancellationToken)
    {
        Target = subject.Model.Target;
        HasTypical = evidence.Profile is not null;
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

    /// <summary>Whether it is known what values are typical of the table that the model learned from.</summary>
    internal bool HasTypical { get; }

    /// <summary>What could not be read of the run's files, and what the address asks for in vain.</summary>
    internal IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>The number of the kept row that is the start; null where it is none of them.</summary>
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
            Problems = [.. evidence.Problems, .. Unknown(subject.Model.Input, query)],
            Flip = query.ContainsKey(WhatIfFlip.Parameter) && row.Table is { } table && evidence.KeptRows.Value is { } kept ? WhatIfFlip.Of(subject.Model, table, kept.Table) : null,
        };
    }

    /// <summary>A line about the columns that the query names and the model does not have.</summary>
    static IEnumerable<string> Unknown(Schema input, IQueryCollection query)
    {
        var names = input.Fields.Select(field => field.Name).ToArray();
        var unknown = query.Keys
            .Where(key => key.StartsWith(WhatIfField.Prefix, StringComparison.Ordinal))
            .Select(key => key[WhatIfField.Prefix.Length..])
            .Except(names, StringComparer.OrdinalIgnoreCase) // as the query itself is looked up
            .Take(MostUnknown)
            .ToArray();
        return unknown.Select(name => $"The model has no column '{WhatIfRow.Quote(name)}'; what the address says of it is not used.{NearestName.Suggestion(WhatIfRow.Quote(name), names)}");
    }

    /// <summary>The row that the query names, else typical values; where those are not known, the first row that was kept, else a row that is made up.</summary>
    static (int? From, WhatIfRow Row) StartOf(WhatIfSubject subject, WhatIfEvidence evidence, IQueryCollection query)
    {
        if (int.TryParse(query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && evidence.KeptRows.Value?.Rows.FirstOrDefault(row => row.Number == number) is { } named)
        {
            return (number, named.Row);
        }

        return evidence.Profile is null && evidence.KeptRows.Value?.Rows[0] is { } first ? (first.Number, first.Row) : (null, WhatIfRow.Of(subject.Model.Input, subject.Typical(evidence.Profile)));
    }

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
