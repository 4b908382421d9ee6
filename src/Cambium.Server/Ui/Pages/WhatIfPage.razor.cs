using System.Globalization;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>What the model answers to a row that you change.</summary>
public partial class WhatIfPage
{
    /// <summary>As many are overlooked without a field to search by.</summary>
    const int FewFields = 12;

    /// <summary>Fields that are shown at once.</summary>
    const int Shown = 24;

    WhatIfView? _view;
    string? _problem;
    bool _canFlip;

    [Inject]
    ModelCache Models { get; set; } = null!; // injected before the first rendering

    string Here => $"{Subject.Url}/what-if";

    string Start => _view!.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"{Here}?from={from}") : Here; // asked only where there is one

    IReadOnlyList<string> Problems => _problem is not null ? [_problem] : _view?.Problems ?? [];

    string StartWords =>
        _view!.From is { } from ? $"row {Numbers.Whole(from)} of those that the run kept" // asked only where there is one
        : _view.HasTypical ? "a row of typical values of the table that the model learned from"
        : "made up, for what the model learned from is not known";

    string CountWords => _view!.Fields.Count(shown => shown.IsChanged) is > 0 and var count ? $"{Numbers.Count(count, "value")} changed" : ""; // asked only where there is one

    /// <summary>The address of the row with changes.</summary>
    string With(Counterfactual change)
    {
        var to = change.Changes.ToDictionary(one => one.Column, one => one.To, StringComparer.Ordinal);
        var parts = _view!.Fields // asked only where there is one
            .Where(shown => shown.IsChanged || to.ContainsKey(shown.Name))
            .Select(shown => $"{Uri.EscapeDataString(shown.Parameter)}={Uri.EscapeDataString(to.GetValueOrDefault(shown.Name, shown.Text ?? ""))}");
        return $"{Start}{(Start.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{string.Join("&", parts)}";
    }

    /// <inheritdoc/>
    protected override void Read()
    {
        try
        {
            var subject = Subject.Version is { } version ? WhatIfSubject.OfVersion(Tracker, Models, version) : WhatIfSubject.OfRun(Tracker, Models, Subject.Run!.Id); // one of both is there
            _view = subject is null ? null : WhatIfView.Of(subject, Tracker, Query);
            _canFlip = subject is not null && WhatIfFlip.IsPossible(subject.Model);
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException)
        {
            _problem = $"The model cannot be loaded, and answers nothing: {exception.Message}";
        }
    }
}
