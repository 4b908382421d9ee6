namespace Cambium.Server;

/// <summary>What a column does to an answer, as a step of a waterfall.</summary>
/// <param name="Name">The column, or how many others.</param>
/// <param name="Value">What it holds; empty for several columns.</param>
/// <param name="Amount">What it adds now.</param>
/// <param name="Before">What it added at the start.</param>
/// <param name="From">The base value and the steps before it.</param>
/// <param name="IsChanged">Whether its value was changed.</param>
sealed record WhatIfStep(string Name, string Value, double Amount, double Before, double From, bool IsChanged);
