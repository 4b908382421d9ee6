namespace Cambium.Data;

/// <summary>A form that tells what a value is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">What tells, for people.</param>
/// <param name="IsSure">Whether one value is enough: chance does not make such a form.</param>
/// <param name="TakesNumbers">Whether a column of numbers may hold it.</param>
/// <param name="Has">Whether a value has the form.</param>
sealed record ValueForm(PersonalDataKind Kind, string Reason, bool IsSure, bool TakesNumbers, Func<string, bool> Has);
