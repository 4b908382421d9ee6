namespace Cambium.Learn;

/// <summary>A setting as samplers see it: a place from 0 to 1.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Range">What a place means.</param>
/// <param name="Parent">The dimension that it depends on, one before it; −1: none.</param>
/// <param name="ParentValue">The number of the parent's listed value under which it exists.</param>
sealed record SpaceDimension(string Name, SearchRange Range, int Parent, int ParentValue);
