namespace Cambium.Server.Tests;

/// <summary>The test that runs.</summary>
static class Test
{
    /// <summary>Cancelled when the test is to end early.</summary>
    internal static CancellationToken Stop => TestContext.Current.CancellationToken;
}
