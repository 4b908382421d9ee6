namespace Cambium.Tracking;

/// <summary>A part of a file that was sent.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Tag">What the store answered when it came, without quotes.</param>
readonly record struct UploadedPart(int Number, string Tag);
