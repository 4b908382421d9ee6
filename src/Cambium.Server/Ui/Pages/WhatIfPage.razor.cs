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

    [Inject]
    ModelCache Models { get; set; } = null!; // injected before the first rendering

    string Here => $"{Subject.Url}/what-if";

    string StartWords => "typical values of the table that the model learned from";

    string CountWords => _view!.Fields.Count(shown => shown.IsChanged) is > 0 and var count ? $"{Numbers.Count(count, "value")} changed" : ""; // asked only where there is one

    /// <inheritdoc/>
    protected override void Read()
    {
        try
        {
            var subject = Subject.Version is { } version ? WhatIfSubject.OfVersion(Tracker, Models, version) : WhatIfSubject.OfRun(Tracker, Models, Subject.Run!.Id); // one of both is there
            _view = subject is null ? null : WhatIfView.Of(subject, Tracker, Query);
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException)
        {
            _problem = $"The model cannot be loaded, and answers nothing: {exception.Message}";
        }
    }
}
