namespace Cambium.Learn;

/// <summary>When a setting of a search space exists: only where another has a value.</summary>
/// <param name="Setting">The other setting; a choice of listed values, set before.</param>
/// <param name="Value">One of its values.</param>
public sealed record SettingCondition(string Setting, string Value);
