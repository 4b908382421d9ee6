namespace Cambium.Tracking;

/// <summary>A run to be added.</summary>
/// <param name="Id">32 lower-case hex digits.</param>
/// <param name="Experiment">The name of its experiment.</param>
/// <param name="Name">A name for people.</param>
/// <param name="Owner">The process that writes it.</param>
/// <param name="Tags">What is known of it at the start.</param>
sealed record NewRun(string Id, string Experiment, string Name, RunOwner Owner, IReadOnlyCollection<KeyValuePair<string, string>> Tags);
