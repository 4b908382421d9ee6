namespace Cambium.Data.Tests;

/// <summary>Tests that run after all others, one at a time, because they measure the process.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
