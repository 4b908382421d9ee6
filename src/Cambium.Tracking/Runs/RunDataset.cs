namespace Cambium.Tracking;

/// <summary>A table that a run read.</summary>
/// <param name="Name">What it is called: the dataset's name, or the file's.</param>
/// <param name="Version">The number of the dataset's version; null where the table was none.</param>
/// <param name="Digest">A short hash of its content; what Cambium noted is the beginning of its fingerprint.</param>
/// <param name="Context">What for it was read, such as "training"; empty where nobody said.</param>
public sealed record RunDataset(string Name, int? Version, string Digest, string Context);
