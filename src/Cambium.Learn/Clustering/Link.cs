namespace Cambium.Learn;

/// <summary>Two clusters that merge, each told by one of its rows.</summary>
readonly record struct Link(int First, int Second, double Distance);
