namespace Cambium.Server;

/// <summary>A bar of a chart, with the range that its value is uncertain in.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Value">Its length.</param>
/// <param name="Low">The lower end of its error bar; null where its uncertainty is not known.</param>
/// <param name="High">The upper end of its error bar; null where its uncertainty is not known.</param>
public sealed record ChartBar(string Name, double Value, double? Low, double? High);
