namespace Cambium.Learn;

/// <summary>What a YAML file should be.</summary>
/// <param name="Name">What it is called: "file of checks".</param>
/// <param name="Beginning">How one begins, as a sentence.</param>
/// <param name="MostDeep">The most levels within one another.</param>
readonly record struct YamlFile(string Name, string Beginning, int MostDeep);
