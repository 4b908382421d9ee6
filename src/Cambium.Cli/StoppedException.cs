namespace Cambium.Cli;

/// <summary>A command was stopped as asked, and there is more to say of it than that.</summary>
sealed class StoppedException(string message) : OperationCanceledException(message);
