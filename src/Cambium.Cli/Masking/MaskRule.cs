using Cambium.Data;

namespace Cambium.Cli;

/// <summary>What is done to a column so that it tells less.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rule">What is done, for people.</param>
/// <param name="Apply">Does it.</param>
sealed record MaskRule(string Column, string Rule, Func<Table, Table> Apply);
