namespace Cambium.Tracking;

/// <summary>A judgement of a trace, by a person or a program.</summary>
/// <param name="Id">"a-" and 32 lower-case hex digits.</param>
/// <param name="Content">All of it, as a JSON object of MLflow's protocol; it is kept as it came.</param>
readonly record struct TraceAssessment(string Id, string Content);
