using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What every saved model says of itself before its own content.</summary>
/// <param name="Input">The columns that the model asks of a table.</param>
/// <param name="Target">The column that the model predicts.</param>
/// <param name="Classes">A classifier's classes; empty for a regressor.</param>
sealed record ModelHeader(Schema Input, string Target, EquatableArray<string> Classes);
