using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>One row that breaks a check.</summary>
/// <param name="Row">The row's number among the rows of data, counted from 1.</param>
/// <param name="Values">The row's values in the check's columns, in their order; null where one is missing.</param>
public sealed record FailingRow(long Row, EquatableArray<string?> Values);
