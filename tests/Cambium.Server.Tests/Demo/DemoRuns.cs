namespace Cambium.Server.Tests;

/// <summary>The ids of the demo store's runs.</summary>
sealed record DemoRuns(string Baseline, string Logistic, string Trees, string Failed, string Regression, string Flowers, string Hostile, long HostileExperiment);
