namespace Cambium.Learn;

/// <summary>The settings that forests share besides those of their trees; <see cref="RandomForestClassifier"/> says what each means.</summary>
readonly record struct ForestSettings(int Trees, bool Bootstrap, bool OutOfBag, long Seed);
