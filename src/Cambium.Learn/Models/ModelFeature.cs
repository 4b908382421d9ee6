using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A feature as the learner at the end of a model reads it.</summary>
/// <param name="Name">Its name, as in coefficients and importances: "colour=red".</param>
/// <param name="Sources">The columns of the user's table that it is made of, in that table's order: ["colour"].</param>
public sealed record ModelFeature(string Name, EquatableArray<string> Sources);
