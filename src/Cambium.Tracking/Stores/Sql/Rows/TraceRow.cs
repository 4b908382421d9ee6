namespace Cambium.Tracking;

/// <summary>A row of the table traces.</summary>
sealed class TraceRow
{
    internal const string Select =
        """
        SELECT row AS Row, id AS Id, experiment_id AS ExperimentId, started AS Started, duration AS Duration, state AS State,
            client_request_id AS ClientRequestId, request_preview AS RequestPreview, response_preview AS ResponsePreview FROM traces
        """;

    public long Row { get; init; }

    public required string Id { get; init; }

    public long ExperimentId { get; init; }

    public long Started { get; init; }

    public long? Duration { get; init; }

    public required string State { get; init; }

    public string? ClientRequestId { get; init; }

    public string? RequestPreview { get; init; }

    public string? ResponsePreview { get; init; }

    internal TraceRecord Record() => new()
    {
        Id = Id,
        ExperimentId = ExperimentId,
        Started = Started,
        Duration = Duration,
        State = State,
        ClientRequestId = ClientRequestId,
        RequestPreview = RequestPreview,
        ResponsePreview = ResponsePreview,
    };
}
